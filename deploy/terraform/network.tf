resource "oci_core_vcn" "main" {
  compartment_id = var.compartment_ocid
  cidr_blocks    = [var.node_cidr]
  display_name   = local.name
  dns_label      = var.environment
  freeform_tags  = local.tags
}

resource "oci_core_internet_gateway" "main" {
  compartment_id = var.compartment_ocid
  vcn_id         = oci_core_vcn.main.id
  display_name   = local.name
  freeform_tags  = local.tags
}

resource "oci_core_route_table" "main" {
  compartment_id = var.compartment_ocid
  vcn_id         = oci_core_vcn.main.id
  display_name   = local.name
  freeform_tags  = local.tags

  route_rules {
    destination       = "0.0.0.0/0"
    destination_type  = "CIDR_BLOCK"
    network_entity_id = oci_core_internet_gateway.main.id
  }
}

# Rules of security lists and of groups add up, and Oracle's default list opens SSH to the world. This one is empty:
# what is open stands in nsg.tf alone.
resource "oci_core_default_security_list" "empty" {
  manage_default_resource_id = oci_core_vcn.main.default_security_list_id
  display_name               = "${local.name}-empty"
  freeform_tags              = local.tags
}

resource "oci_core_subnet" "nodes" {
  compartment_id    = var.compartment_ocid
  vcn_id            = oci_core_vcn.main.id
  cidr_block        = var.node_cidr
  display_name      = "${local.name}-nodes"
  dns_label         = "nodes"
  route_table_id    = oci_core_route_table.main.id
  security_list_ids = [oci_core_default_security_list.empty.id]
  freeform_tags     = local.tags
}
