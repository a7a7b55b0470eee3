import { dashboardOf, figure, lines } from "./panels.ts";

export const database = dashboardOf("database", "장터: 데이터베이스와 큐 (Database and queue)", [
  {
    title: "지금 (Now)",
    panels: [
      figure("연결됨 (Reachable)", "bool", "min(max by (database) (db_up))"),
      figure("가장 오래된 이벤트 (Oldest event)", "s", "max(outbox_oldest_seconds)", 60),
      figure("가장 오래된 작업 (Oldest job)", "s", "max(job_queue_oldest_seconds)", 60),
      figure("포기한 작업 (Dead letters)", "short", 'max(job_queue_jobs{state="dead"})', 1),
      figure(
        "마지막 백업 (Backup age)",
        "s",
        "time() - max(barman_cloud_cloudnative_pg_io_last_available_backup_timestamp)",
        93_600,
      ),
      figure("감사 위반 (Audit findings)", "short", "sum(max by (module) (shop_audit_findings))", 1),
    ],
  },
  {
    title: "연결 (Connections)",
    panels: [
      lines(
        "풀 사용 (Pools)",
        "short",
        ["sum by (pod, pool) (db_pool_in_use)", "{{pod}} {{pool}}"],
        ["max by (pool) (db_pool_max)", "max {{pool}}"],
      ),
      lines("연결 대기 (Waiting)", "short", ["sum by (pod, pool) (db_pool_waiting)", "{{pod}} {{pool}}"]),
      lines("PostgreSQL 연결 (Backends)", "short", ["sum by (state) (cnpg_backends_total)", "{{state}}"]),
    ],
  },
  {
    title: "큐 (Queue)",
    panels: [
      lines(
        "기다리는 것 (Waiting)",
        "short",
        ["max by (state) (job_queue_jobs)", "{{state}}"],
        ["max(outbox_events)", "outbox"],
      ),
      lines("작업 실행, 초당 (Runs)", "cps", [
        "sum by (task, outcome) (rate(job_duration_seconds_count[$__rate_interval]))",
        "{{task}} {{outcome}}",
      ]),
      lines("작업 시간 p95 (Duration)", "s", [
        "histogram_quantile(0.95, sum by (le, task) (rate(job_duration_seconds_bucket[$__rate_interval])))",
        "{{task}}",
      ]),
    ],
  },
  {
    title: "감사 (Audit)",
    panels: [
      lines("위반 (Findings)", "short", ["max by (module) (shop_audit_findings)", "{{module}}"]),
      lines("걸린 시간 (Duration)", "s", ["max by (module) (shop_audit_duration_seconds)", "{{module}}"]),
      lines("지난 시간 (Age)", "s", [
        "time() - max by (module) (shop_audit_completed_timestamp_seconds)",
        "{{module}}",
      ]),
    ],
  },
  {
    title: "PostgreSQL",
    panels: [
      lines("트랜잭션, 초당 (Transactions)", "cps", [
        "sum by (datname) (rate(cnpg_pg_stat_database_xact_commit[$__rate_interval]))",
        "{{datname}}",
      ]),
      lines("크기 (Size)", "bytes", ["max by (datname) (cnpg_pg_database_size_bytes)", "{{datname}}"]),
      lines("보관할 WAL (WAL to archive)", "short", [
        'max by (pod) (cnpg_collector_pg_wal_archive_status{value="ready"})',
        "{{pod}}",
      ]),
    ],
  },
]);
