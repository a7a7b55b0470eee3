locals {
  # TCP ports that everybody reaches: NGINX.
  public_ports = toset(["80", "443"])

  # SSH and the Kubernetes API, from the administrators' networks.
  admin_rules = {
    for pair in setproduct(["22", "6443"], var.admin_cidrs) : "${pair[0]} from ${pair[1]}" => {
      port = tonumber(pair[0])
      cidr = pair[1]
    }
  }

  icmp = "1"
  tcp  = "6"
}

resource "oci_core_network_security_group" "nodes" {
  compartment_id = var.compartment_ocid
  vcn_id         = oci_core_vcn.main.id
  display_name   = "${local.name}-nodes"
  freeform_tags  = local.tags
}

resource "oci_core_network_security_group_security_rule" "public" {
  for_each = local.public_ports

  network_security_group_id = oci_core_network_security_group.nodes.id
  description               = "The shop, on port ${each.value}"
  direction                 = "INGRESS"
  protocol                  = local.tcp
  source                    = "0.0.0.0/0"
  source_type               = "CIDR_BLOCK"

  tcp_options {
    destination_port_range {
      min = tonumber(each.value)
      max = tonumber(each.value)
    }
  }
}

resource "oci_core_network_security_group_security_rule" "admin" {
  for_each = local.admin_rules

  network_security_group_id = oci_core_network_security_group.nodes.id
  description               = "Administrators: ${each.key}"
  direction                 = "INGRESS"
  protocol                  = local.tcp
  source                    = each.value.cidr
  source_type               = "CIDR_BLOCK"

  tcp_options {
    destination_port_range {
      min = each.value.port
      max = each.value.port
    }
  }
}

# "Fragmentation needed": without it, connections over narrower links hang.
resource "oci_core_network_security_group_security_rule" "path_mtu" {
  network_security_group_id = oci_core_network_security_group.nodes.id
  description               = "Path MTU discovery"
  direction                 = "INGRESS"
  protocol                  = local.icmp
  source                    = "0.0.0.0/0"
  source_type               = "CIDR_BLOCK"

  icmp_options {
    type = 3
    code = 4
  }
}

resource "oci_core_network_security_group_security_rule" "outward" {
  network_security_group_id = oci_core_network_security_group.nodes.id
  description               = "Everything outward"
  direction                 = "EGRESS"
  protocol                  = "all"
  destination               = "0.0.0.0/0"
  destination_type          = "CIDR_BLOCK"
}
