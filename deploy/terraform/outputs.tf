output "address" {
  description = "The public address: SHOP_HOST points here."
  value       = oci_core_public_ip.node.ip_address
}

# terraform output -raw inventory > ../ansible/inventory/staging.yml
output "inventory" {
  description = "The inventory of Ansible."
  value = yamlencode({
    nodes = {
      hosts = {
        (local.name) = {
          ansible_host       = oci_core_public_ip.node.ip_address
          ansible_user       = "ubuntu"
          cluster_name       = var.environment
          node_address       = oci_core_instance.node.private_ip
          node_cidr          = var.node_cidr
          admin_cidrs        = var.admin_cidrs
          data_volume_device = local.data_device
        }
      }
    }
  })
}

# eval "$(terraform output -raw k0sctl)" and then k0sctl apply --config ../k0s/k0sctl.yaml
output "k0sctl" {
  description = "The variables of deploy/k0s/k0sctl.yaml, for a shell."
  value       = <<-EOT
    export CLUSTER_NAME='${var.environment}'
    export PUBLIC_ADDRESS='${oci_core_public_ip.node.ip_address}'
    export NODE_ADDRESS='${oci_core_instance.node.private_ip}'
  EOT
}

output "settings" {
  description = "Lines of deploy/clusters/ENVIRONMENT/settings.yaml."
  value       = <<-EOT
    NODE_CIDR: ${var.node_cidr}
    S3_ENDPOINT: ${local.s3_endpoint}
    S3_REGION: ${var.region}
    BACKUP_BUCKET: ${oci_objectstorage_bucket.main["backup"].name}
    MEDIA_BUCKET: ${oci_objectstorage_bucket.main["media"].name}
  EOT
}

output "storage_keys" {
  description = "Of each bucket's user: for secrets.sops.yaml of deploy/data (backup) and deploy/apps (media)."
  sensitive   = true
  value = {
    for bucket, key in oci_identity_customer_secret_key.storage : bucket => {
      access_key_id     = key.id
      secret_access_key = key.key
    }
  }
}
