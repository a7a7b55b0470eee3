# Oracle's S3-compatible address knows users with a "customer secret key". Each bucket has one user, who reaches that
# bucket alone.
resource "oci_identity_user" "storage" {
  for_each = local.buckets

  compartment_id = var.tenancy_ocid
  name           = "${local.name}-${each.value}"
  description    = "The bucket ${local.name}-${each.value}, by S3"
  freeform_tags  = local.tags
}

resource "oci_identity_group" "storage" {
  for_each = local.buckets

  compartment_id = var.tenancy_ocid
  name           = "${local.name}-${each.value}"
  description    = "May use the bucket ${local.name}-${each.value}"
  freeform_tags  = local.tags
}

resource "oci_identity_user_group_membership" "storage" {
  for_each = local.buckets

  user_id  = oci_identity_user.storage[each.value].id
  group_id = oci_identity_group.storage[each.value].id
}

locals {
  # All but OBJECT_VERSION_DELETE: a stolen key cannot take the old versions away.
  object_rights = [
    "OBJECT_INSPECT", "OBJECT_READ", "OBJECT_CREATE", "OBJECT_OVERWRITE", "OBJECT_DELETE",
  ]
  any_object_right = join(", ", [for right in local.object_rights : "request.permission='${right}'"])
}

resource "oci_identity_policy" "storage" {
  compartment_id = var.compartment_ocid
  name           = "${local.name}-storage"
  description    = "Each user its bucket, and Object Storage its lifecycle rules"
  freeform_tags  = local.tags

  statements = concat(
    flatten([
      for bucket in sort(local.buckets) : [
        "Allow group ${oci_identity_group.storage[bucket].name} to read buckets in compartment id ${var.compartment_ocid} where target.bucket.name='${local.name}-${bucket}'",
        "Allow group ${oci_identity_group.storage[bucket].name} to manage objects in compartment id ${var.compartment_ocid} where all {target.bucket.name='${local.name}-${bucket}', any {${local.any_object_right}}}",
      ]
    ]),
    [
      for bucket in sort(local.buckets) :
      "Allow service objectstorage-${var.region} to manage object-family in compartment id ${var.compartment_ocid} where target.bucket.name='${local.name}-${bucket}'"
    ],
  )
}

# The keys are in the state in clear text: who reads the state's bucket reads them.
resource "oci_identity_customer_secret_key" "storage" {
  for_each = local.buckets

  display_name = "${local.name}-${each.value}"
  user_id      = oci_identity_user.storage[each.value].id
}
