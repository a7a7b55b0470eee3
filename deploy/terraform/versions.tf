terraform {
  # The backend "oci" came with Terraform 1.12; everything else, and the tests, run from 1.11 on.
  required_version = ">= 1.11"

  required_providers {
    oci = {
      source  = "oracle/oci"
      version = "~> 8.28"
    }
  }

  # The bucket, its namespace and the key stand in backend.hcl, which the folder state/ prints.
  backend "oci" {}
}

# Signs in by the profile DEFAULT of ~/.oci/config, or by the environment.
provider "oci" {
  region = var.region
}
