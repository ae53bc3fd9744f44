# Runs a program TIMES times, AT_ONCE of them side by side, as whole processes: measure.py TIMES AT_ONCE PROGRAM [ARGUMENT…]
# Says as JSON what the kernel counted: seconds from the first start to the last end, seconds of all processors' time,
# the peak memory of the largest single process in MiB, and the first exit code that is not 0.
import json
import os
import sys
import time

times, at_once = int(sys.argv[1]), int(sys.argv[2])
program = sys.argv[3:]
nothing = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
begun = running = code = 0
processor = memory = 0.0
started = time.monotonic()
while running or begun < times:
    if begun < times and running < at_once:
        os.posix_spawnp(program[0], program, os.environ, file_actions=nothing)
        begun += 1
        running += 1
        continue
    _, status, usage = os.wait4(-1, 0)
    running -= 1
    processor += usage.ru_utime + usage.ru_stime
    # macOS counts bytes, all others KiB.
    memory = max(memory, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))
    code = code or os.waitstatus_to_exitcode(status)
seconds = time.monotonic() - started
print(json.dumps({"seconds": seconds, "processor": processor, "memory": memory, "code": code}))
