import { spawn } from "node:child_process";

/**
 * Ends programs when the process that started them is gone.
 *
 * Stored: the guard, a small shell, holds the list of watched process groups.
 * Always: only the starter holds the other end of the guard's pipe. When the starter ends in any way, also by
 * `kill -9`, the pipe closes.
 *
 * Starter: writes `watch`, `forget` and `end` to the pipe. Each watched program must lead its own process
 * group (`detached: true`).
 * Guard: when the pipe closes, it signals every watched group, waits, and kills what is left.
 */
export interface Guard {
  watch(pid: number): void;
  forget(pid: number): void;
  /** Ends the guard without a signal to any program. */
  end(): void;
}

/** `first` is the signal to end. Programs that still run after `graceSeconds` get `last`. */
export interface GuardOptions {
  readonly first: "TERM" | "INT";
  readonly last: "KILL" | "QUIT";
  readonly graceSeconds: number;
  /** Default `/bin/sh`: dash on some systems, bash on others. */
  readonly shell?: string;
}

/** POSIX alone. `kill -0 -- "-1"` is not: dash takes the `--` for a process and finds nothing alive. */
const GUARD_SCRIPT = `
trap '' HUP INT TERM
first=$1 last=$2 grace=$3 groups=''
while read -r order group; do
  case $order in
    watch) groups="$groups $group" ;;
    forget)
      left=''
      for each in $groups; do [ "$each" = "$group" ] || left="$left $each"; done
      groups=$left ;;
    end) exit 0 ;;
  esac
done
for each in $groups; do kill -s "$first" -- "-$each"; done
while [ "$grace" -gt 0 ]; do
  living=''
  for each in $groups; do kill -s 0 -- "-$each" && living=yes; done
  [ -n "$living" ] || exit 0
  sleep 1
  grace=$((grace - 1))
done
for each in $groups; do kill -s "$last" -- "-$each"; done
`;

export function startGuard(options: GuardOptions): Guard {
  const { first, last, graceSeconds, shell: path = "/bin/sh" } = options;
  const shell = spawn(
    path,
    ["-c", GUARD_SCRIPT, "jangteo-guard", first, last, String(graceSeconds)],
    // Its own process group: a Ctrl-C in the terminal must not reach it.
    { detached: true, cwd: "/", stdio: ["pipe", "ignore", "ignore"] },
  );
  shell.unref();
  const { stdin } = shell;
  // Without its guard a program is stopped by its starter alone.
  for (const part of [shell, stdin]) part.on("error", () => undefined);
  if ("unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  return {
    watch: (pid) => void stdin.write(`watch ${pid}\n`),
    forget: (pid) => void stdin.write(`forget ${pid}\n`),
    end: () => void stdin.end("end\n"),
  };
}
