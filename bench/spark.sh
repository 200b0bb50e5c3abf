#!/bin/sh
# Evaluations on Spark in the cores of this machine: rows per second, and the bytes that tasks hand on.

set -eu

[ $# -ge 2 ] || { echo "usage: ./dev bench spark CORES TABLE ..." >&2; exit 2; }
mvn -q -ntp -pl spark -am -DskipTests -Djacoco.skip -Dspotless.check.skip package dependency:build-classpath \
    -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=test
opens=$(sed -n '/<argLine>/,/<\/argLine>/p' spark/pom.xml | sed 's/<[^>]*>//g; s/-Xmx2g//')
# shellcheck disable=SC2086 # options, one word each
exec java -Xmx6g $opens -cp "spark/target/test-classes:spark/target/classes:$(cat spark/target/classpath.txt)" \
    io.demur.spark.ScaleRun "$@"
