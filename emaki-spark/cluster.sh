#!/usr/bin/env bash
# A small Spark cluster on this machine alone, for trying things out: one master and two workers of one core each, every one a process of
# its own, all on loopback.
#   emaki-spark/cluster.sh start     prints the master's address, for --spark
#   emaki-spark/cluster.sh status    which processes live
#   emaki-spark/cluster.sh stop
#   emaki-spark/cluster.sh submit ...   what Spark's own script spark-submit does, where only emaki-spark is there
#   EMAKI_CLUSTER          folder of its logs and process ids; default: target/cluster beside this script
#   EMAKI_CLUSTER_PORT     the master's; default 7177
#   EMAKI_CLUSTER_WORKERS  how many; default 2
#   EMAKI_CLUSTER_MEMORY   of each worker, for its executors; default 2g
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
folder=${EMAKI_CLUSTER:-$here/target/cluster}
port=${EMAKI_CLUSTER_PORT:-7177}
workers=${EMAKI_CLUSTER_WORKERS:-2}
memory=${EMAKI_CLUSTER_MEMORY:-2g}
master=spark://127.0.0.1:$port
java=java
[ -n "${JAVA_HOME:-}" ] && java=$JAVA_HOME/bin/java

fail() {
  printf 'cluster.sh: %s\n' "$*" >&2
  exit 2
}

# name class arguments...: a process that outlives this script.
launch() {
  local name=$1
  shift
  SPARK_HOME=$here/target SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 SPARK_WORKER_DIR=$folder/work \
    nohup "$java" -Xmx512m -cp "$here/target/jars/*" \
    --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.net=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED \
    "$@" >"$folder/$name.log" 2>&1 </dev/null &
  echo $! >"$folder/$name.pid"
}

# Waits until a process's log says something.
await() {
  local tries=0
  until grep -q "$2" "$folder/$1.log" 2>/dev/null; do
    kill -0 "$(cat "$folder/$1.pid")" 2>/dev/null || { tail -n 5 "$folder/$1.log" >&2; fail "$1 has ended (its log is $folder/$1.log)"; }
    [ $((tries += 1)) -lt 300 ] || fail "$1 is not ready after 30 s (its log is $folder/$1.log)"
    sleep 0.1
  done
}

start() {
  [ -d "$here/target/jars" ] || fail "not built (mvn -DskipTests -pl emaki-spark -am package)"
  if compgen -G "$folder/*.pid" >/dev/null; then fail "started already (cluster.sh stop)"; fi
  mkdir -p "$folder/work"
  launch master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0
  await master 'Starting Spark master\|New state: ALIVE'
  local i
  for ((i = 1; i <= workers; i++)); do
    launch "worker-$i" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory "$memory" "$master"
  done
  for ((i = 1; i <= workers; i++)); do await "worker-$i" 'Successfully registered with master'; done
  echo "$master"
}

stop() {
  local file pid
  for file in "$folder"/worker-*.pid "$folder"/master.pid; do
    [ -f "$file" ] || continue
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    rm -f "$file"
  done
  rm -rf "$folder/work"
}

status() {
  local file
  for file in "$folder"/*.pid; do
    [ -f "$file" ] || continue
    if kill -0 "$(cat "$file")" 2>/dev/null; then state=lives; else state=gone; fi
    printf '%s %s %s\n' "$(basename "$file" .pid)" "$(cat "$file")" "$state"
  done
}

# As Spark's scripts do: its launcher says with which flags to start Java, and with what, behind a line of its own.
submit() {
  local command=() word
  export SPARK_HOME=$here/target SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
  while IFS= read -r -d '' word; do command+=("${word#$'\n'}"); done < <(
    "$java" -cp "$here/target/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@"
  )
  [ "${#command[@]}" -gt 1 ] || exit 2
  exec "${command[@]:1}"
}

case ${1:-} in
  start | stop | status) "$1" ;;
  submit) shift && submit "$@" ;;
  *) fail "expected start, status, stop or submit" ;;
esac
