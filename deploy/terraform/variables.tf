variable "environment" {
  description = "Which cluster this is. Names of all things begin with jangteo-ENVIRONMENT."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "environment is \"staging\" or \"production\", as the folders of deploy/clusters."
  }
}

variable "region" {
  description = "The home region of the account: users and policies can be made there alone."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2,}-[a-z]+-[0-9]$", var.region))
    error_message = "region is a name such as \"ap-chuncheon-1\"."
  }
}

variable "tenancy_ocid" {
  description = "The OCID of the account. Its users and groups are made in it."
  type        = string

  validation {
    condition     = can(regex("^ocid1\\.tenancy\\.[a-z0-9-]+\\.\\.[a-z0-9]+$", var.tenancy_ocid))
    error_message = "tenancy_ocid begins with \"ocid1.tenancy.\": the console shows it under Tenancy details."
  }
}

variable "compartment_ocid" {
  description = "The OCID of the compartment that holds the node, the network and the buckets."
  type        = string

  validation {
    condition     = can(regex("^ocid1\\.(compartment|tenancy)\\.[a-z0-9-]+\\.\\.[a-z0-9]+$", var.compartment_ocid))
    error_message = "compartment_ocid begins with \"ocid1.compartment.\" (or is the OCID of the account itself)."
  }
}

variable "availability_domain" {
  description = "Which of the region's domains. Another one may have room when this one is \"Out of host capacity\"."
  type        = number
  default     = 1

  validation {
    condition     = contains([1, 2, 3], var.availability_domain)
    error_message = "availability_domain is 1, 2 or 3; many regions have the first alone."
  }
}

variable "admin_cidrs" {
  description = "From where SSH and the Kubernetes API are reached, such as [\"198.51.100.7/32\"]."
  type        = list(string)

  validation {
    condition     = length(var.admin_cidrs) > 0
    error_message = "admin_cidrs is empty: nobody could reach the node to install it."
  }

  validation {
    condition     = alltrue([for cidr in var.admin_cidrs : can(cidrnetmask(cidr))])
    error_message = "admin_cidrs holds IPv4 networks with their length, such as \"198.51.100.7/32\"."
  }

  validation {
    condition     = alltrue([for cidr in var.admin_cidrs : try(tonumber(split("/", cidr)[1]) >= 16, false)])
    error_message = "admin_cidrs holds a network wider than /16: ports 22 and 6443 are not for the whole world."
  }
}

variable "node_cidr" {
  description = "The network of the node: NODE_CIDR of deploy/clusters/ENVIRONMENT/settings.yaml."
  type        = string
  default     = "10.0.0.0/24"

  validation {
    condition     = can(cidrnetmask(var.node_cidr)) && try(cidrhost(var.node_cidr, 0) == split("/", var.node_cidr)[0], false)
    error_message = "node_cidr is an IPv4 network that begins at its first address, such as \"10.0.0.0/24\"."
  }

  validation {
    condition     = try(tonumber(split("/", var.node_cidr)[1]) >= 16 && tonumber(split("/", var.node_cidr)[1]) <= 29, false)
    error_message = "node_cidr has a length from /16 to /29: Oracle makes no wider network, and a narrower has no room."
  }

  validation {
    condition     = !can(regex("^10\\.(9[6-9]|10[0-9]|11[01]|244)\\.", var.node_cidr))
    error_message = "node_cidr lies in the networks of pods (10.244.0.0/16) or Services (10.96.0.0/12)."
  }
}

variable "ssh_public_key" {
  description = "The public key that signs in to the node as the user ubuntu."
  type        = string

  validation {
    condition     = can(regex("^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\\.com) [A-Za-z0-9+/=]{60,}", var.ssh_public_key))
    error_message = "ssh_public_key is the text of a public key, such as the content of ~/.ssh/id_ed25519.pub."
  }
}

variable "ocpus" {
  description = "Cores of the node."
  type        = number
  default     = 2

  validation {
    condition     = var.ocpus >= 2 && var.ocpus <= 80 && floor(var.ocpus) == var.ocpus
    error_message = "ocpus is a whole number from 2 to 80: the shop and its monitoring do not fit on one core."
  }
}

variable "memory_in_gbs" {
  description = "Memory of the node in GB."
  type        = number
  default     = 12

  validation {
    condition     = var.memory_in_gbs >= 12 && var.memory_in_gbs <= 512 && floor(var.memory_in_gbs) == var.memory_in_gbs
    error_message = "memory_in_gbs is a whole number from 12 to 512: the shop and its monitoring need 12."
  }

  validation {
    condition     = var.memory_in_gbs <= 64 * var.ocpus
    error_message = "memory_in_gbs is at most 64 for each of the ocpus."
  }
}

variable "boot_volume_in_gbs" {
  description = "The disk of the system, k0s and the images of containers."
  type        = number
  default     = 50

  validation {
    condition     = var.boot_volume_in_gbs >= 50 && var.boot_volume_in_gbs <= 32768
    error_message = "boot_volume_in_gbs is from 50 (Oracle makes no smaller) to 32768."
  }
}

variable "data_volume_in_gbs" {
  description = "The disk of the database, the metrics and the logs. It outlives the node."
  type        = number
  default     = 100

  validation {
    condition     = var.data_volume_in_gbs >= 50 && var.data_volume_in_gbs <= 32768
    error_message = "data_volume_in_gbs is from 50 (Oracle makes no smaller) to 32768."
  }
}
