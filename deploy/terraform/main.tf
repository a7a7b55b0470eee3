locals {
  name = "jangteo-${var.environment}"

  tags = {
    part-of     = "jangteo"
    environment = var.environment
    made-by     = "terraform"
  }
}

# A warning, not a refusal: who pays may have more. Oracle counts all nodes and disks of an account together.
check "free_tier" {
  assert {
    condition     = var.ocpus <= 2 && var.memory_in_gbs <= 12
    error_message = "This node costs money: Oracle gives 2 OCPUs and 12 GB of A1 for nothing, for the whole account."
  }

  assert {
    condition     = var.boot_volume_in_gbs + var.data_volume_in_gbs <= 200
    error_message = "These disks cost money: Oracle gives 200 GB for nothing, for the whole account."
  }
}
