import { spawn } from "node:child_process";

/**
 * Ends programs whose starter is gone.
 *
 * A guard is a small shell that reads from a pipe only its starter holds. When the starter ends in whatever way, `kill -9`
 * included, the pipe closes; the guard then signals every process group it was told to watch, waits, and kills what is
 * left. Each watched program must lead its own process group (`detached: true`).
 */
export interface Guard {
  watch(pid: number): void;
  forget(pid: number): void;
  /** The guard leaves without signalling anything. */
  end(): void;
}

/** `first` asks the programs to end; those still there after `graceSeconds` get `last`. */
export interface GuardOptions {
  readonly first: "TERM" | "INT";
  readonly last: "KILL" | "QUIT";
  readonly graceSeconds: number;
}

const GUARD_SCRIPT = `
trap '' HUP INT TERM
first=$1 last=$2 grace=$3 groups=''
while read -r order group; do
  case $order in
    watch) groups="$groups $group" ;;
    forget) left=''; for each in $groups; do [ "$each" = "$group" ] || left="$left $each"; done; groups=$left ;;
    end) exit 0 ;;
  esac
done
for each in $groups; do kill -s "$first" -- "-$each"; done
while [ "$grace" -gt 0 ]; do
  living=''
  for each in $groups; do kill -0 -- "-$each" && living=yes; done
  [ -n "$living" ] || exit 0
  sleep 1
  grace=$((grace - 1))
done
for each in $groups; do kill -s "$last" -- "-$each"; done
`;

export function startGuard(options: GuardOptions): Guard {
  const shell = spawn(
    "/bin/sh",
    ["-c", GUARD_SCRIPT, "jangteo-guard", options.first, options.last, String(options.graceSeconds)],
    // Its own process group: a Ctrl-C in the terminal must not reach it.
    { detached: true, cwd: "/", stdio: ["pipe", "ignore", "ignore"] },
  );
  shell.unref();
  const { stdin } = shell;
  // A guard that is gone cannot be told anything any more; what it watched is then stopped by its starter alone.
  stdin.on("error", () => undefined);
  if ("unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  return {
    watch: (pid) => void stdin.write(`watch ${pid}\n`),
    forget: (pid) => void stdin.write(`forget ${pid}\n`),
    end: () => void stdin.end("end\n"),
  };
}
