#!/bin/sh
# Trains the models on which the diagnosis is measured, in two folders: set/ for choosing its thresholds, measure/ for
# its rates. DEMUR_DATA has the data of the recipes. Finished runs are kept: a second call goes on.
#
#   bench/diagnosis-models.sh FOLDER [set | measure]

set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd)
folder=${1?which folder?}

# train PLACE RECIPE SEEDS ALPHAS [--set ...]
train() {
    place=$folder/$1 recipe=$2 seeds=$3 alphas=$4
    shift 4
    "$root/demur" train "$recipe" --sweep "loss.alpha=$alphas" --seeds "$seeds" --threads 1 --quiet --resume \
        -o "$place" "$@" >/dev/null
}

# Made-up classes: their number, the spread of the points and the width of the network.
made_up() {
    place=$1 classes=$2 spread=$3 width=$4 task=$5
    shift 5
    train "$place" synthetic-b1 "$@" --set "data.classes=$classes" --set "data.spread=$spread" --set "data.seed=$task" \
        --set "network=[{dense: $width}, relu, {dense: $width}, relu, logits]" --set data.test=5000
}

models_that_set() {
    made_up set/k50 50 0.15 256 0 0..4 0,0.2,0.4
    made_up set/k20 20 0.15 128 1 0..4 0,0.2,0.4
    made_up set/k100 100 0.15 256 2 0..4 0,0.2,0.4
    made_up set/k10 10 0.25 96 3 0..4 0,0.2,0.4
    made_up set/k12 12 0.15 64 4 0..4 0,0.2,0.4
    train set/intents banking77 0..4 0,0.1,0.2,0.4
}

models_that_measure() {
    made_up measure/k10 10 0.2 64 21 200..207 0,0.2,0.4
    made_up measure/k30 30 0.15 192 22 200..207 0,0.2,0.4
    made_up measure/k77 77 0.12 256 23 200..207 0,0.2,0.4
    made_up measure/k150 150 0.12 384 24 200..207 0,0.2,0.4
    train measure/k50-uniform synthetic-b1 200..207 0,0.2,0.4 --set initial=uniform --set data.seed=25 \
        --set data.test=5000
    train measure/intents-small banking77 200..209 0,0.2 --set preparation.bits=13 \
        --set 'network=[{bag-embedding: 128}, relu, {dropout: 0.3}, {dense: 128}, relu, logits]'
    train measure/intents-short banking77 200..209 0,0.2,0.4 --set epochs=8
}

case ${2-all} in
    set) models_that_set ;;
    measure) models_that_measure ;;
    all) models_that_set && models_that_measure ;;
    *) echo "set or measure, not $2" >&2 && exit 2 ;;
esac
