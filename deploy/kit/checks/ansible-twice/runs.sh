# In the machine: the same playbook twice. Stand-ins for the releases of k0s and Flux come from a server on loopback.
set -eu
tree=$1 ansible=$2
export HOME=/root ANSIBLE_NOCOLOR=1 GITHUB_TOKEN=no-token KUBECONFIG= LC_ALL=C.UTF-8
export PATH="$(dirname "$ansible"):/usr/sbin:/usr/bin:/sbin:/bin"
ip link set lo up
iptables-restore </etc/iptables/rules.v4

cd "$tree/deploy/ansible"
k0s_version=$(sed -n 's/^    version: \(v.*k0s.*\)$/\1/p' ../k0s/k0sctl.yaml)
flux_version=$(sed -n 's/^flux_version: //p' group_vars/all.yml)
case $(uname -m) in aarch64) architecture=arm64 ;; *) architecture=amd64 ;; esac
releases=/stand-ins/releases
mkdir -p "$releases/$k0s_version" "$releases/v$flux_version"
cp /stand-ins/k0s "$releases/$k0s_version/k0s-$k0s_version-$architecture"
(cd "$releases/$k0s_version" && sha256sum k0s-* >sha256sums.txt)
tar -czf "$releases/v$flux_version/flux_${flux_version}_linux_$architecture.tar.gz" -C /stand-ins flux
(cd "$releases/v$flux_version" && sha256sum flux_*.tar.gz >"flux_${flux_version}_checksums.txt")
python3 -m http.server --bind 127.0.0.1 --directory "$releases" 8099 >/dev/null 2>&1 &
server=$!
until curl --silent --fail --output /dev/null http://127.0.0.1:8099/; do sleep 0.1; done

play() {
  ansible-playbook -i /stand-ins/inventory.yml site.yml -e age_key_file=/stand-ins/agekey -e flux_owner=shop \
    -e flux_repository=shop -e k0s_releases=http://127.0.0.1:8099 -e flux_releases=http://127.0.0.1:8099 </dev/null
}
code=0
echo "RUN 1"
play || code=$?
if [ $code = 0 ]; then
  echo "RUN 2"
  play || code=$?
fi
if [ $code = 0 ]; then
  echo "STATE"
  iptables -S
  cat /etc/iptables/rules.v4
fi
kill $server
exit $code
