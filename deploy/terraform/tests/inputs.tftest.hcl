# Wrong input is refused by the plan, before anything is made.
mock_provider "oci" {
  mock_data "oci_identity_availability_domains" {
    defaults = {
      availability_domains = [{ compartment_id = "", id = "one", name = "AD-1" }]
    }
  }

  mock_data "oci_core_images" {
    defaults = { images = [{ id = "image" }] }
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

run "environment" {
  command = plan

  variables {
    environment = "test"
  }

  expect_failures = [var.environment]
}

run "region" {
  command = plan

  variables {
    region = "Chuncheon"
  }

  expect_failures = [var.region]
}

run "tenancy" {
  command = plan

  variables {
    tenancy_ocid = "ocid1.compartment.oc1..aaaa"
  }

  expect_failures = [var.tenancy_ocid]
}

run "compartment" {
  command = plan

  variables {
    compartment_ocid = "bbbb"
  }

  expect_failures = [var.compartment_ocid]
}

run "availability_domain" {
  command = plan

  variables {
    availability_domain = 4
  }

  expect_failures = [var.availability_domain]
}

run "no_administrators" {
  command = plan

  variables {
    admin_cidrs = []
  }

  expect_failures = [var.admin_cidrs]
}

run "an_address_without_length" {
  command = plan

  variables {
    admin_cidrs = ["198.51.100.7"]
  }

  expect_failures = [var.admin_cidrs]
}

run "an_impossible_address" {
  command = plan

  variables {
    admin_cidrs = ["300.51.100.7/32"]
  }

  expect_failures = [var.admin_cidrs]
}

run "the_whole_world_as_administrator" {
  command = plan

  variables {
    admin_cidrs = ["198.51.100.7/32", "0.0.0.0/0"]
  }

  expect_failures = [var.admin_cidrs]
}

run "a_node_network_with_host_bits" {
  command = plan

  variables {
    node_cidr = "10.0.0.5/24"
  }

  expect_failures = [var.node_cidr]
}

run "a_node_network_that_is_none" {
  command = plan

  variables {
    node_cidr = "10.0.0.0"
  }

  expect_failures = [var.node_cidr]
}

run "a_node_network_too_wide" {
  command = plan

  variables {
    node_cidr = "10.0.0.0/8"
  }

  expect_failures = [var.node_cidr]
}

run "a_node_network_too_narrow" {
  command = plan

  variables {
    node_cidr = "10.0.0.0/30"
  }

  expect_failures = [var.node_cidr]
}

run "a_node_network_among_pods" {
  command = plan

  variables {
    node_cidr = "10.244.1.0/24"
  }

  expect_failures = [var.node_cidr]
}

run "a_node_network_among_services" {
  command = plan

  variables {
    node_cidr = "10.100.0.0/24"
  }

  expect_failures = [var.node_cidr]
}

run "a_private_key" {
  command = plan

  variables {
    ssh_public_key = "-----BEGIN OPENSSH"
  }

  expect_failures = [var.ssh_public_key]
}

run "one_core" {
  command = plan

  variables {
    ocpus = 1
  }

  expect_failures = [var.ocpus]
}

run "half_a_core" {
  command = plan

  variables {
    ocpus = 2.5
  }

  expect_failures = [var.ocpus]
}

run "too_little_memory" {
  command = plan

  variables {
    memory_in_gbs = 6
  }

  expect_failures = [var.memory_in_gbs]
}

run "more_memory_than_a_core_can_have" {
  command = plan

  variables {
    memory_in_gbs = 200
  }

  expect_failures = [var.memory_in_gbs]
}

run "a_boot_volume_too_small" {
  command = plan

  variables {
    boot_volume_in_gbs = 20
  }

  expect_failures = [var.boot_volume_in_gbs]
}

run "a_data_volume_too_small" {
  command = plan

  variables {
    data_volume_in_gbs = 20
  }

  expect_failures = [var.data_volume_in_gbs]
}

run "a_domain_that_the_region_has_not" {
  command = plan

  variables {
    availability_domain = 2
  }

  expect_failures = [data.oci_identity_availability_domains.all]
}

run "a_node_that_costs_money_is_said" {
  command = plan

  variables {
    ocpus         = 4
    memory_in_gbs = 24
  }

  expect_failures = [check.free_tier]
}

run "disks_that_cost_money_are_said" {
  command = plan

  variables {
    data_volume_in_gbs = 200
  }

  expect_failures = [check.free_tier]
}
