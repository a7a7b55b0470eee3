import { dashboardOf, figure, lines } from "./panels.ts";

const REAL = 'fstype!~"tmpfs|ramfs|overlay|squashfs"';
const OURS = 'namespace=~"shop|shop-data|ingress|monitoring"';

export const cluster = dashboardOf("cluster", "장터: 클러스터 (Cluster)", [
  {
    title: "지금 (Now)",
    panels: [
      figure(
        "반영되지 않은 것 (Not reconciled)",
        "short",
        'count(gotk_resource_info{ready!="True"}) or vector(0)',
        1,
      ),
      figure(
        "인증서 남은 시간 (Certificate)",
        "s",
        "min(certmanager_certificate_expiration_timestamp_seconds) - time()",
      ),
      figure(
        "디스크 남음 (Disk left)",
        "percentunit",
        'min(node_filesystem_avail_bytes{mountpoint="/"} / node_filesystem_size_bytes{mountpoint="/"})',
      ),
      figure("API 프로세스 (API)", "short", 'sum(up{job="api"})'),
      figure("워커 (Workers)", "short", 'sum(up{job="worker"})'),
      figure(
        "알림 (Alerts)",
        "short",
        'count(ALERTS{alertstate="firing",severity=~"page|ticket"}) or vector(0)',
        1,
      ),
    ],
  },
  {
    title: "노드 (Node)",
    panels: [
      lines("CPU", "percentunit", [
        '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))',
        "{{instance}}",
      ]),
      lines("메모리 (Memory)", "percentunit", [
        "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
        "{{instance}}",
      ]),
      lines("디스크 (Disk)", "percentunit", [
        `1 - node_filesystem_avail_bytes{${REAL}} / node_filesystem_size_bytes`,
        "{{mountpoint}}",
      ]),
    ],
  },
  {
    title: "파드 (Pods)",
    panels: [
      lines("CPU", "short", [
        `sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{${OURS},container!=""}` +
          "[$__rate_interval]))",
        "{{namespace}}/{{pod}}",
      ]),
      lines("메모리 (Memory)", "bytes", [
        `sum by (namespace, pod) (container_memory_working_set_bytes{${OURS},container!=""})`,
        "{{namespace}}/{{pod}}",
      ]),
      lines("재시작, 시간당 (Restarts)", "short", [
        `sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total{${OURS}}[1h])) > 0`,
        "{{namespace}}/{{pod}}",
      ]),
    ],
  },
  {
    title: "NGINX",
    panels: [
      lines("초당 요청 (Requests)", "reqps", [
        "sum by (pod) (rate(nginx_ingress_nginx_http_requests_total[$__rate_interval]))",
        "{{pod}}",
      ]),
      lines("연결 (Connections)", "short", [
        "sum by (pod) (nginx_ingress_nginx_connections_active)",
        "{{pod}}",
      ]),
      lines("마지막 재로드 (Last reload)", "bool", [
        "min by (pod) (nginx_ingress_controller_nginx_last_reload_status)",
        "{{pod}}",
      ]),
    ],
  },
]);
