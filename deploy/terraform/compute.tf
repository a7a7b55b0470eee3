locals {
  shape = "VM.Standard.A1.Flex"
  # Images of Oracle and Ubuntu have this name for the disk, in whichever order disks are found.
  data_device = "/dev/oracleoci/oraclevdb"

  availability_domain = data.oci_identity_availability_domains.all.availability_domains[var.availability_domain - 1].name
}

data "oci_identity_availability_domains" "all" {
  compartment_id = var.tenancy_ocid

  lifecycle {
    postcondition {
      condition     = length(self.availability_domains) >= var.availability_domain
      error_message = "The region has fewer availability domains than availability_domain says."
    }
  }
}

data "oci_core_images" "ubuntu" {
  compartment_id           = var.compartment_ocid
  operating_system         = "Canonical Ubuntu"
  operating_system_version = "24.04"
  shape                    = local.shape
  sort_by                  = "TIMECREATED"
  sort_order               = "DESC"

  lifecycle {
    postcondition {
      condition     = length(self.images) > 0
      error_message = "The region has no image of Ubuntu 24.04 for VM.Standard.A1.Flex."
    }
  }
}

resource "oci_core_instance" "node" {
  compartment_id      = var.compartment_ocid
  availability_domain = local.availability_domain
  display_name        = local.name
  shape               = local.shape
  freeform_tags       = local.tags

  shape_config {
    ocpus         = var.ocpus
    memory_in_gbs = var.memory_in_gbs
  }

  source_details {
    source_type             = "image"
    source_id               = data.oci_core_images.ubuntu.images[0].id
    boot_volume_size_in_gbs = var.boot_volume_in_gbs
  }

  # The public address is a reserved one, below: it stays when the node is made anew.
  create_vnic_details {
    subnet_id        = oci_core_subnet.nodes.id
    nsg_ids          = [oci_core_network_security_group.nodes.id]
    assign_public_ip = false
    hostname_label   = "node"
    display_name     = local.name
  }

  metadata = {
    ssh_authorized_keys = var.ssh_public_key
  }

  # Version 1 of the metadata service answers any request that a pod can be made to send.
  instance_options {
    are_legacy_imds_endpoints_disabled = true
  }

  lifecycle {
    # A newer image or another key must not replace a node that runs.
    ignore_changes = [source_details[0].source_id, metadata]
  }
}

data "oci_core_vnic_attachments" "node" {
  compartment_id = var.compartment_ocid
  instance_id    = oci_core_instance.node.id
}

data "oci_core_private_ips" "node" {
  vnic_id = data.oci_core_vnic_attachments.node.vnic_attachments[0].vnic_id
}

resource "oci_core_public_ip" "node" {
  compartment_id = var.compartment_ocid
  lifetime       = "RESERVED"
  display_name   = local.name
  private_ip_id  = data.oci_core_private_ips.node.private_ips[0].id
  freeform_tags  = local.tags

  lifecycle {
    # DNS points here.
    prevent_destroy = true
  }
}

resource "oci_core_volume" "data" {
  compartment_id      = var.compartment_ocid
  availability_domain = local.availability_domain
  display_name        = "${local.name}-data"
  size_in_gbs         = var.data_volume_in_gbs
  freeform_tags       = local.tags

  lifecycle {
    # The database. An operator who means it takes this line away first.
    prevent_destroy = true
  }
}

resource "oci_core_volume_attachment" "data" {
  attachment_type = "paravirtualized"
  instance_id     = oci_core_instance.node.id
  volume_id       = oci_core_volume.data.id
  device          = local.data_device
  display_name    = "${local.name}-data"
}
