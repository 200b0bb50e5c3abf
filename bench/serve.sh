#!/bin/sh
# Load on a server on one core, from wrk on another: requests, binary throughput, start-up, and with --soak a million
# requests with the size of heap and process before and after.
#
# Ends with exit code 1 if an answer is not 2xx, or if after the soak the heap is larger than before it by more than
# 16 MiB or the process by more than 100 MiB: a leak of 17 bytes per request in the heap, or of 105 outside, is seen.
# What grows by design is the audit sample, 5 % of the requests, here without labels: some 8 MiB.

set -eu

folder=bench/target/serve
port=8099
most_heap=16384
most_process=102400
failed=0
mkdir -p "$folder"
ulimit -n "$(ulimit -Hn)"
java -cp bench/target/demur-bench.jar io.demur.bench.ServeFiles "$folder"
./demur serve --help >/dev/null

fail() {
    echo "FAILED: $1" >&2
    failed=1
}

measure() {
    taskset -c 1 wrk -t1 "$@" --latency >"$folder/wrk.log"
    grep -E '99%|50%|Requests/sec|Non-2xx|Socket errors' "$folder/wrk.log"
}

# The same, where every answer has to be one.
answered() {
    measure "$@"
    ! grep -q Non-2xx "$folder/wrk.log" || fail "answers that are not 2xx"
}

memory() {
    jcmd "$server" GC.run >/dev/null
    heap=$(jcmd "$server" GC.heap_info | awk '/used/ {for (i = 1; i < NF; i++) if ($i == "used") sum += $(i + 1)} END {print sum}')
    process=$(awk '/VmRSS/ {print $2}' "/proc/$server/status")
    echo "$1: heap $heap K after collection, process $process K"
}

began=$(date +%s%N)
taskset -c 0 ./demur serve "$folder/selector.json" --port $port --watch-risk 0.02 2>"$folder/log" &
server=$!
trap 'kill $server' EXIT
until curl -s -o /dev/null http://127.0.0.1:$port/v2/health/ready; do sleep 0.02; done
echo "start-up: $((($(date +%s%N) - began) / 1000000)) ms"
url=http://127.0.0.1:$port
decided() {
    curl -s $url/metrics | awk '/requests_seconds_count.*decide.*200/ {print int($2)}'
}

# The compiler has much to do on one core: a server is as fast as it gets after some 100,000 requests.
echo "warming up"
for _ in 1 2 3 4 5 6; do
    answered -c16 -d10s -s "$folder/decide.lua" $url/decide >/dev/null
    [ "$(decided)" -lt 200000 ] || break
done
answered -c2 -d10s -s "$folder/infer.lua" $url/v2/models/load/infer >/dev/null
echo "one row of 1,000 classes as JSON, 16 connections:"
answered -c16 -d15s -s "$folder/decide.lua" $url/decide
echo "1,000 rows of 1,000 classes in binary, 4 MB each, 2 connections:"
answered -c2 -d15s -s "$folder/infer.lua" $url/v2/models/load/infer
awk '/Requests\/sec/ {print "  MB/s of logits:", 4 * $2}' "$folder/wrk.log"
if [ "${1-}" = --soak ]; then
    memory "before"
    heap_before=$heap process_before=$process
    begun=$(decided)
    while [ "$(decided)" -lt "$((begun + ${2-1000000}))" ]; do
        answered -c16 -d20s -s "$folder/decide.lua" $url/decide >/dev/null
        memory "after $(($(decided) - begun)) requests"
    done
    [ "$((heap - heap_before))" -le $most_heap ] || fail "the heap grew by $((heap - heap_before)) K"
    [ "$((process - process_before))" -le $most_process ] || fail "the process grew by $((process - process_before)) K"
fi
echo "10,000 connections at once, of which some are told that the server is busy:"
measure -c10000 -d10s -s "$folder/decide.lua" $url/decide || true
exit $failed
