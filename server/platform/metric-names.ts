/** The metrics that the platform measures. The modules' own stand in their `metrics.ts`. */
import { declareMetric } from "./metric.ts";

const DATABASE = "host and name of a database of the settings";

export const httpRequests = declareMetric({
  type: "histogram",
  name: "http_request_duration_seconds",
  help: "Time from the request's headers to the end of the answer, of the public port",
  labels: { method: "of a route", route: "template of a route", status: "declared by the route" },
  buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1, 2.5, 5, 10],
  from: "api",
});

export const earlyAnswers = declareMetric({
  type: "counter",
  name: "http_early_answers_total",
  help: "Requests of the public port that were answered from memory before the router saw them",
  labels: {},
  from: "api",
});

export const jobRuns = declareMetric({
  type: "histogram",
  name: "job_duration_seconds",
  help: "Time that a job took; `deliver` hands events to their consumers",
  labels: { task: "name of a job", outcome: "done or failed" },
  buckets: [0.001, 0.01, 0.1, 1, 10, 60],
  from: "worker",
});

export const ready = declareMetric({
  type: "gauge",
  name: "process_ready",
  help: "1 while this process may take traffic",
  labels: {},
  from: "every process",
});

export const databaseUp = declareMetric({
  type: "gauge",
  name: "db_up",
  help: "1 when the database answered a ping of this process within 2 s",
  labels: { database: DATABASE },
  from: "every process",
});

const POOL = ["main", "relaxed"];

export const poolInUse = declareMetric({
  type: "gauge",
  name: "db_pool_in_use",
  help: "Connections of the pool that run a statement or a transaction",
  labels: { database: DATABASE, pool: POOL },
  from: "every process",
});

export const poolMax = declareMetric({
  type: "gauge",
  name: "db_pool_max",
  help: "Connections that the pool may open",
  labels: { database: DATABASE, pool: POOL },
  from: "every process",
});

export const poolWaiting = declareMetric({
  type: "gauge",
  name: "db_pool_waiting",
  help: "Statements that wait for a connection of the pool",
  labels: { database: DATABASE, pool: POOL },
  from: "every process",
});

export const queueJobs = declareMetric({
  type: "gauge",
  name: "job_queue_jobs",
  help: "Jobs that are due, being retried, or given up (dead letters)",
  labels: { database: DATABASE, state: ["due", "retrying", "dead"] },
  from: "watcher",
});

export const queueOldest = declareMetric({
  type: "gauge",
  name: "job_queue_oldest_seconds",
  help: "How long the longest waiting job has been due; 0: none waits",
  labels: { database: DATABASE },
  from: "watcher",
});

export const outboxEvents = declareMetric({
  type: "gauge",
  name: "outbox_events",
  help: "Events that are due and not yet in the job queue",
  labels: { database: DATABASE },
  from: "watcher",
});

export const outboxOldest = declareMetric({
  type: "gauge",
  name: "outbox_oldest_seconds",
  help: "How long the oldest event has been due in the outbox; 0: none waits",
  labels: { database: DATABASE },
  from: "watcher",
});

export const peerCalls = declareMetric({
  type: "histogram",
  name: "peer_call_duration_seconds",
  help: "Time of calls and events to a module that runs in another process, all tries together",
  labels: {
    peer: "name of a module",
    outcome: ["answered", "no_answer", "circuit_open", "full"],
  },
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 3, 10],
  from: "every process",
});

export const peerCircuits = declareMetric({
  type: "gauge",
  name: "peer_circuit_open",
  help: "1 while this process does not call the module's process, because it has not been answering",
  labels: { peer: "name of a module" },
  from: "every process",
});

export const mails = declareMetric({
  type: "counter",
  name: "mails_total",
  help: "Mails that the mail server accepted, that failed and are tried again, or whose mailbox is unknown",
  labels: { outcome: ["sent", "failed", "no_mailbox"] },
  from: "every process",
});

/** What prom-client measures of the process itself. */
export const runtimeMetrics: Readonly<Record<string, string>> = {
  nodejs_active_handles: "Open handles by kind",
  nodejs_active_handles_total: "Open handles",
  nodejs_active_requests: "Requests of libuv by kind",
  nodejs_active_requests_total: "Requests of libuv",
  nodejs_active_resources: "What keeps the event loop alive, by kind",
  nodejs_active_resources_total: "What keeps the event loop alive",
  nodejs_eventloop_lag_max_seconds: "Longest delay of the event loop since the last scrape",
  nodejs_eventloop_lag_mean_seconds: "Mean delay of the event loop since the last scrape",
  nodejs_eventloop_lag_min_seconds: "Shortest delay of the event loop since the last scrape",
  nodejs_eventloop_lag_p50_seconds: "Median delay of the event loop since the last scrape",
  nodejs_eventloop_lag_p90_seconds: "Delay of the event loop that 90 % were below, since the last scrape",
  nodejs_eventloop_lag_p99_seconds: "Delay of the event loop that 99 % were below, since the last scrape",
  nodejs_eventloop_lag_seconds: "Delay of the event loop at the scrape",
  nodejs_eventloop_lag_stddev_seconds: "Standard deviation of the event loop's delays",
  nodejs_external_memory_bytes: "Memory of buffers outside V8's heap",
  nodejs_gc_duration_seconds: "Time of garbage collections by kind",
  nodejs_heap_size_total_bytes: "Size of V8's heap",
  nodejs_heap_size_used_bytes: "V8's heap in use",
  nodejs_heap_space_size_available_bytes: "Room in each space of V8's heap",
  nodejs_heap_space_size_total_bytes: "Size of each space of V8's heap",
  nodejs_heap_space_size_used_bytes: "Each space of V8's heap in use",
  nodejs_version_info: "Version of Node",
  process_cpu_seconds_total: "CPU time",
  process_cpu_system_seconds_total: "CPU time of the kernel for this process",
  process_cpu_user_seconds_total: "CPU time of the process's own code",
  process_heap_bytes: "Size of the process's data segment",
  process_max_fds: "File descriptors that it may open",
  process_open_fds: "Open file descriptors",
  process_resident_memory_bytes: "Memory in RAM",
  process_start_time_seconds: "When the process started, as Unix time",
  process_virtual_memory_bytes: "Address space",
};
