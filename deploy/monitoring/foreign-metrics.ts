/** Metrics that rules and dashboards read and that the shop does not export, by what exports them. */
const byExporter: Readonly<Record<string, readonly string[]>> = {
  Prometheus: ["up", "ALERTS"],
  "cert-manager": [
    "certmanager_certificate_expiration_timestamp_seconds",
    "certmanager_certificate_ready_status",
  ],
  CloudNativePG: [
    "cnpg_collector_up",
    "cnpg_collector_pg_wal_archive_status",
    "cnpg_backends_total",
    "cnpg_pg_database_size_bytes",
    "cnpg_pg_stat_database_xact_commit",
  ],
  "plugin-barman-cloud": ["barman_cloud_cloudnative_pg_io_last_available_backup_timestamp"],
  "F5 NGINX Ingress Controller": [
    "nginx_ingress_controller_nginx_last_reload_status",
    "nginx_ingress_nginx_connections_active",
    "nginx_ingress_nginx_http_requests_total",
  ],
  "kube-state-metrics": ["gotk_resource_info", "kube_pod_container_status_restarts_total"],
  "node exporter": [
    "node_cpu_seconds_total",
    "node_filesystem_avail_bytes",
    "node_filesystem_size_bytes",
    "node_memory_MemAvailable_bytes",
    "node_memory_MemTotal_bytes",
  ],
  "kubelet (cAdvisor)": ["container_cpu_usage_seconds_total", "container_memory_working_set_bytes"],
};

export const foreignMetrics: ReadonlyMap<string, string> = new Map(
  Object.entries(byExporter).flatMap(([exporter, names]) => names.map((name) => [name, exporter] as const)),
);
