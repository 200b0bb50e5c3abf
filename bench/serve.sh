#!/bin/sh
# Load on a server on one core, from wrk on another: requests, binary throughput, start-up, and with --soak a million
# requests with the size of heap and process before and after.

set -eu

folder=bench/target/serve
port=8099
mkdir -p "$folder"
ulimit -n "$(ulimit -Hn)"
java -cp bench/target/demur-bench.jar io.demur.bench.ServeFiles "$folder"
./demur serve --help >/dev/null

measure() {
    taskset -c 1 wrk -t1 "$@" --latency | grep -E '99%|50%|Requests/sec|Non-2xx|Socket errors'
}

memory() {
    jcmd "$server" GC.run >/dev/null
    echo "$1: heap $(jcmd "$server" GC.heap_info | awk '/used/ {for (i = 1; i < NF; i++) if ($i == "used") sum += $(i + 1)} END {print sum}') K after collection," \
        "process $(awk '/VmRSS/ {print $2}' "/proc/$server/status") K"
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
    measure -c16 -d10s -s "$folder/decide.lua" $url/decide >/dev/null
    [ "$(decided)" -lt 200000 ] || break
done
measure -c2 -d10s -s "$folder/infer.lua" $url/v2/models/load/infer >/dev/null
echo "one row of 1,000 classes as JSON, 16 connections:"
measure -c16 -d15s -s "$folder/decide.lua" $url/decide
echo "1,000 rows of 1,000 classes in binary, 4 MB each, 2 connections:"
measure -c2 -d15s -s "$folder/infer.lua" $url/v2/models/load/infer | awk '{print} /Requests/ {print "  MB/s of logits:", 4 * $2}'
if [ "${1-}" = --soak ]; then
    memory "before"
    begun=$(decided)
    while [ "$(decided)" -lt "$((begun + ${2-1000000}))" ]; do
        measure -c16 -d20s -s "$folder/decide.lua" $url/decide >/dev/null
        memory "after $(($(decided) - begun)) requests"
    done
fi
echo "10,000 connections at once:"
measure -c10000 -d10s -s "$folder/decide.lua" $url/decide || true
