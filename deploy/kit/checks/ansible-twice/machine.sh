# A machine for the playbooks: this one's own files under a layer that goes away, with a network, processes and mounts of
# its own. Real are the files, apt, iptables and a disk (a loop device). systemd, k0s and Flux are stand-ins that keep a
# state. Called by `unshare --mount --pid --fork --kill-child --propagation private sh machine.sh WORK TREE PLAYBOOK_PROGRAM`.
# Exit code 3: this machine cannot make such a machine; the last line says why.
set -eu
work=$1 tree=$2 ansible=$3
here=$(dirname "$0")
root=$work/root

cannot() { echo "$1"; exit 3; }

mount -t tmpfs -o size=1g none "$work" || cannot "no tmpfs can be mounted"
mkdir "$work/upper" "$work/layer" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/layer" "$root" || cannot "no overlay can be mounted"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs none "$root/run"
mkdir -p "$root/run/systemd/system" "$root/run/lock"
# A tree or a cache on another disk is no part of the layer.
for folder in "$tree" "$(dirname "$(dirname "$ansible")")"; do
  mkdir -p "$root$folder" && mount --bind "$folder" "$root$folder"
done

# A mirror that is busy for a moment is asked again.
retries="-o Acquire::Retries=3"
chroot "$root" sh -c "apt-get -qq $retries update && DEBIAN_FRONTEND=noninteractive apt-get -qq $retries install -y \
  --no-install-recommends ca-certificates curl iptables unattended-upgrades openssh-server </dev/null >/dev/null 2>&1" ||
  cannot "the packages of the role base cannot be installed"
# The stamp by which Ansible knows that the lists are new.
touch "$root/var/lib/apt/periodic/update-success-stamp" "$root/var/cache/apt/pkgcache.bin"

# What Oracle's image has: SSH alone comes in, and nothing is forwarded.
mkdir -p "$root/etc/iptables" "$root/etc/ssh/sshd_config.d" "$root/stand-ins"
cp "$here/rules.v4" "$root/etc/iptables/rules.v4"
# Made anew: a file of the layer below may have attributes that a copy of it cannot get.
rm -f "$root/etc/fstab" && echo "# the image's own" >"$root/etc/fstab"
cp "$here/systemctl" "$root/usr/bin/systemctl"
cp "$here/flux" "$here/k0s" "$root/stand-ins/"
chmod 755 "$root/usr/bin/systemctl" "$root/stand-ins/flux" "$root/stand-ins/k0s"
echo "AGE-SECRET-KEY-OF-NO-CLUSTER" >"$root/stand-ins/agekey"

truncate -s 64M "$work/disk"
disk=$(losetup --find --show "$work/disk") || cannot "there is no loop device"
release() {
  if grep -q " $root/var/lib/jangteo " /proc/mounts; then umount "$root/var/lib/jangteo"; fi
  losetup --detach "$disk"
}
trap release EXIT

cat >"$root/stand-ins/inventory.yml" <<INVENTORY
nodes:
  hosts:
    jangteo-kit:
      ansible_connection: local
      ansible_host: 127.0.0.1
      ansible_user: root
      ansible_python_interpreter: "{{ ansible_playbook_python }}"
      cluster_name: staging
      node_address: 10.0.0.5
      node_cidr: 10.0.0.0/24
      admin_cidrs: [198.51.100.7/32]
      data_volume_device: $disk
INVENTORY

unshare --net chroot "$root" sh /dev/stdin "$tree" "$ansible" <"$here/runs.sh"
