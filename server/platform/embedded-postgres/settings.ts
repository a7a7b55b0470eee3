/** Settings of the server, on its command line: they follow the code and not the data folder. */
export type PostgresSettings = Readonly<Record<string, string>>;

/** For a small machine with an SSD that also runs the shop. */
const always: PostgresSettings = {
  listen_addresses: "127.0.0.1",
  // Sockets would need a folder that both accounts can use; TCP on loopback needs none.
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  wal_buffers: "16MB",
  max_wal_size: "2GB",
  min_wal_size: "256MB",
  checkpoint_timeout: "15min",
  random_page_cost: "1.1",
  jit: "off",
  // Parallel plans of short queries cost more than they gain on two cores, and need much /dev/shm.
  max_parallel_workers_per_gather: "0",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** For throw-away clusters: nothing waits for the disk, a crash of the machine loses everything. */
const throwAway: PostgresSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_connections: "400",
  shared_buffers: "128MB",
};

export const settingsFor = (durable: boolean, own: PostgresSettings): PostgresSettings =>
  durable ? { ...always, ...own } : { ...always, ...throwAway, ...own };
