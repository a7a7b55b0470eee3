# The bucket of Terraform's state. It is made once, before everything else, with a state in this folder that holds no
# secret and may be lost: then import the bucket.
terraform {
  required_version = ">= 1.11"

  required_providers {
    oci = {
      source  = "oracle/oci"
      version = "~> 8.28"
    }
  }
}

provider "oci" {
  region = var.region
}

variable "region" {
  description = "As in the folder above."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2,}-[a-z]+-[0-9]$", var.region))
    error_message = "region is a name such as \"ap-chuncheon-1\"."
  }
}

variable "compartment_ocid" {
  description = "Better another compartment than the shop's: the state holds keys."
  type        = string

  validation {
    condition     = can(regex("^ocid1\\.(compartment|tenancy)\\.[a-z0-9-]+\\.\\.[a-z0-9]+$", var.compartment_ocid))
    error_message = "compartment_ocid begins with \"ocid1.compartment.\" (or is the OCID of the account itself)."
  }
}

data "oci_objectstorage_namespace" "main" {
  compartment_id = var.compartment_ocid
}

resource "oci_objectstorage_bucket" "state" {
  compartment_id = var.compartment_ocid
  namespace      = data.oci_objectstorage_namespace.main.namespace
  name           = "jangteo-terraform-state"
  access_type    = "NoPublicAccess"
  # A state that was overwritten by mistake can be fetched back.
  versioning = "Enabled"

  lifecycle {
    prevent_destroy = true
  }
}

# terraform output -raw backend > ../backend.hcl
output "backend" {
  description = "The file backend.hcl of the folder above. The key, one for each environment, is given to init."
  value       = <<-EOT
    bucket    = "${oci_objectstorage_bucket.state.name}"
    namespace = "${oci_objectstorage_bucket.state.namespace}"
    region    = "${var.region}"
  EOT
}
