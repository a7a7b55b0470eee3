data "oci_objectstorage_namespace" "main" {
  compartment_id = var.tenancy_ocid
}

locals {
  namespace   = data.oci_objectstorage_namespace.main.namespace
  s3_endpoint = "https://${local.namespace}.compat.objectstorage.${var.region}.oraclecloud.com"

  # backup: the archive of the database. media: the pictures. Each has a user of its own.
  buckets = toset(["backup", "media"])
}

resource "oci_objectstorage_bucket" "main" {
  for_each = local.buckets

  compartment_id = var.compartment_ocid
  namespace      = local.namespace
  name           = "${local.name}-${each.value}"
  access_type    = "NoPublicAccess"
  # What is deleted or overwritten can be fetched back for 30 days.
  versioning    = "Enabled"
  freeform_tags = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "oci_objectstorage_object_lifecycle_policy" "main" {
  for_each = local.buckets

  namespace = local.namespace
  bucket    = oci_objectstorage_bucket.main[each.value].name

  rules {
    name        = "old-versions"
    action      = "DELETE"
    target      = "previous-object-versions"
    time_amount = "30"
    time_unit   = "DAYS"
    is_enabled  = true
  }

  rules {
    name        = "broken-uploads"
    action      = "ABORT"
    target      = "multipart-uploads"
    time_amount = "2"
    time_unit   = "DAYS"
    is_enabled  = true
  }

  # The service itself deletes, and needs the right to.
  depends_on = [oci_identity_policy.storage]
}
