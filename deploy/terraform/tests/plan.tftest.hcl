# What is made, and what is open. The provider is a mock: nothing here talks to Oracle.
mock_provider "oci" {
  # No run applies: what must not be destroyed could not be taken away after it.
  override_during = plan

  mock_data "oci_identity_availability_domains" {
    defaults = {
      availability_domains = [{ compartment_id = "", id = "one", name = "AD-1" }]
    }
  }

  mock_data "oci_objectstorage_namespace" {
    defaults = { namespace = "axexample" }
  }

  mock_data "oci_core_vnic_attachments" {
    defaults = { vnic_attachments = [{ vnic_id = "vnic" }] }
  }

  mock_data "oci_core_private_ips" {
    defaults = { private_ips = [{ id = "private-ip" }] }
  }

  mock_data "oci_core_images" {
    defaults = { images = [{ id = "image" }] }
  }

  mock_resource "oci_core_public_ip" {
    defaults = { ip_address = "203.0.113.9" }
  }

  mock_resource "oci_core_instance" {
    defaults = { private_ip = "10.0.0.5" }
  }

  mock_resource "oci_identity_customer_secret_key" {
    defaults = { key = "mock" }
  }
}

variables {
  environment      = "staging"
  region           = "ap-chuncheon-1"
  tenancy_ocid     = "ocid1.tenancy.oc1..aaaa"
  compartment_ocid = "ocid1.compartment.oc1..bbbb"
  admin_cidrs      = ["198.51.100.7/32", "192.0.2.0/24"]
  ssh_public_key   = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA you@example.com"
}

run "the_node" {
  command = plan

  assert {
    condition     = oci_core_instance.node.shape == "VM.Standard.A1.Flex"
    error_message = "The node is no A1.Flex."
  }

  assert {
    condition     = oci_core_instance.node.shape_config[0].ocpus == 2 && oci_core_instance.node.shape_config[0].memory_in_gbs == 12
    error_message = "The node has not the size that costs nothing."
  }

  assert {
    condition     = tostring(oci_core_instance.node.create_vnic_details[0].assign_public_ip) == "false"
    error_message = "The node has a public address of its own, which it loses when it is made anew."
  }

  assert {
    condition     = oci_core_public_ip.node.lifetime == "RESERVED"
    error_message = "The public address is not reserved."
  }

  assert {
    condition     = oci_core_instance.node.instance_options[0].are_legacy_imds_endpoints_disabled
    error_message = "The first version of the metadata service answers."
  }

  assert {
    condition     = oci_core_subnet.nodes.cidr_block == "10.0.0.0/24"
    error_message = "The subnet is not NODE_CIDR of deploy/clusters."
  }
}

run "only_80_and_443_are_open_to_all" {
  command = plan

  assert {
    condition = toset([
      for rule in oci_core_network_security_group_security_rule.public :
      rule.tcp_options[0].destination_port_range[0].min
    ]) == toset([80, 443])
    error_message = "Other ports than 80 and 443 are open to all."
  }

  assert {
    condition = alltrue([
      for rule in merge(
        oci_core_network_security_group_security_rule.public,
        oci_core_network_security_group_security_rule.admin,
      ) :
      rule.tcp_options[0].destination_port_range[0].min == rule.tcp_options[0].destination_port_range[0].max
    ])
    error_message = "A rule opens a range of ports."
  }

  assert {
    condition = alltrue([
      for rule in merge(
        oci_core_network_security_group_security_rule.public,
        oci_core_network_security_group_security_rule.admin,
      ) : rule.protocol == "6" && rule.direction == "INGRESS"
    ])
    error_message = "A rule opens more than TCP."
  }

  assert {
    condition = toset([
      for rule in oci_core_network_security_group_security_rule.admin :
      "${rule.tcp_options[0].destination_port_range[0].min} ${rule.source}"
    ]) == toset(["22 198.51.100.7/32", "22 192.0.2.0/24", "6443 198.51.100.7/32", "6443 192.0.2.0/24"])
    error_message = "SSH and the Kubernetes API are not open to the administrators alone."
  }

  assert {
    condition     = length(oci_core_default_security_list.empty.ingress_security_rules) == 0
    error_message = "The default security list opens ports besides the group's."
  }

  assert {
    condition     = oci_core_network_security_group_security_rule.path_mtu.protocol == "1"
    error_message = "The rule for path MTU discovery is not ICMP."
  }
}

run "buckets_are_private" {
  command = plan

  assert {
    condition     = alltrue([for bucket in oci_objectstorage_bucket.main : bucket.access_type == "NoPublicAccess"])
    error_message = "A bucket is public."
  }

  assert {
    condition     = alltrue([for bucket in oci_objectstorage_bucket.main : bucket.versioning == "Enabled"])
    error_message = "A bucket keeps no old versions."
  }

  assert {
    condition = toset([for bucket in oci_objectstorage_bucket.main : bucket.name]) == toset([
      "jangteo-staging-backup", "jangteo-staging-media",
    ])
    error_message = "The buckets are not those of deploy/clusters/staging/settings.yaml."
  }

  assert {
    condition = alltrue([
      for statement in oci_identity_policy.storage.statements :
      strcontains(statement, "target.bucket.name='jangteo-staging-")
    ])
    error_message = "A statement of the policy reaches buckets of others."
  }

  assert {
    condition     = !anytrue([for statement in oci_identity_policy.storage.statements : strcontains(statement, "OBJECT_VERSION_DELETE")])
    error_message = "The users of the buckets can delete old versions."
  }
}

run "outputs" {
  command = plan

  assert {
    condition     = yamldecode(output.inventory).nodes.hosts["jangteo-staging"].ansible_host == "203.0.113.9"
    error_message = "The inventory has not the reserved address."
  }

  assert {
    condition     = yamldecode(output.inventory).nodes.hosts["jangteo-staging"].node_address == "10.0.0.5"
    error_message = "The inventory has not the private address."
  }

  assert {
    condition     = strcontains(output.k0sctl, "export PUBLIC_ADDRESS='203.0.113.9'")
    error_message = "k0sctl does not get the address."
  }

  assert {
    condition     = yamldecode(output.settings).S3_ENDPOINT == "https://axexample.compat.objectstorage.ap-chuncheon-1.oraclecloud.com"
    error_message = "The address of the S3 API is wrong."
  }

  assert {
    condition     = output.storage_keys["backup"].secret_access_key == "mock"
    error_message = "The keys of the buckets are not handed out."
  }

  assert {
    condition     = oci_core_volume_attachment.data.device == "/dev/oracleoci/oraclevdb"
    error_message = "The data volume has no name that the node finds again."
  }
}

run "the_bucket_of_the_state" {
  command = plan

  module {
    source = "./state"
  }

  assert {
    condition     = oci_objectstorage_bucket.state.access_type == "NoPublicAccess" && oci_objectstorage_bucket.state.versioning == "Enabled"
    error_message = "The state is public or keeps no old versions."
  }
}
