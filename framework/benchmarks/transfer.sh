#!/usr/bin/env bash
# Trains each task in each mode with each seed; a run chooses its epoch on dev and is scored once on test.
#   framework/benchmarks/transfer.sh DATA OUT [TASK...]      TASK: trec, sst2, wnut, upos; default all
#   MODES="fine-tune lora frozen static"                     on MiniLM, and a BiLSTM on GloVe
#     try-NAME: fine-tuned with some of Cascade's own options (see "options"), scored on dev only;
#     own-NAME: the same for the best options tried, scored on dev and test
#   SEEDS="1 2 3 4 5"
#   SCORES=FILE   one line per run: task, mode, seed, dev, test, date, machine; default transfer.tsv beside this script
# A run that has a line is not repeated, so the command can be stopped and started again; with a new SCORES file all runs
# take a day on two cores. The Python side: testdata/reference/hf_transfer.py. The table of both:
# framework/benchmarks/run.sh transfer.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=$(cd "${1:?DATA: the folder of the corpora}" && pwd)
mkdir -p "${2:?OUT: the folder for the models}"
out=$(cd "$2" && pwd)
shift 2
[ $# -gt 0 ] || set -- trec sst2 wnut upos
modes=${MODES:-fine-tune lora frozen static}
seeds=${SEEDS:-1 2 3 4 5}
scores=$(realpath -m "${SCORES:-$root/framework/benchmarks/transfer.tsv}")
touch "$scores"

# TREC-6 has no dev part: take every 11th line of train
awk -v d="$out/trec.dev" -v t="$out/trec.train" '{ print > (NR % 11 ? t : d) }' "$data/sst-trec/TREC.train.all"

# sets reading, files, epochs, metric and head of a task
describe() {
  pipeline=$1 metric=accuracy whole=()
  case $1 in
    trec | sst2)
      pipeline=sentiment
      reading=(--format lines --read unit=sentence --read tokens=space --read "encoding=$([ "$1" = trec ] && echo ISO-8859-1 || echo UTF-8)")
      head=pooling=unit,pooler=true,multi=false,bilstm=0,mix=false
      whole=(pooled=cls normalize=false)
      lstm=pooling=attention,pooler=false,multi=false,bilstm=100,mix=false
      ;;
    wnut)
      pipeline=entities metric=f1 reading=(--format conll)
      head=scheme=BIO,decoder=linear,bilstm=0,mix=false lstm=scheme=BIO,decoder=crf,bilstm=100,mix=false
      ;;
    upos)
      pipeline=pos reading=(--format conllu)
      head=decoder=linear,bilstm=0,mix=false lstm=decoder=linear,bilstm=100,mix=false
      ;;
    *) echo "unknown task $1; use trec, sst2, wnut or upos" >&2 && exit 2 ;;
  esac
  case $1 in
    trec) epochs=5 train=$out/trec.train dev=$out/trec.dev test=$data/sst-trec/TREC.test.all ;;
    sst2) epochs=4 train=$data/sst-trec/stsa.binary.train dev=$data/sst-trec/stsa.binary.dev test=$data/sst-trec/stsa.binary.test ;;
    wnut) epochs=5 train=$data/wnut17/wnut17train.conll dev=$data/wnut17/emerging.dev.conll test=$data/wnut17/emerging.test.annotated ;;
    upos)
      epochs=3 train=$data/ud-english-ewt/en_ewt-ud-train.conllu dev=$data/ud-english-ewt/en_ewt-ud-dev.conllu
      test=$data/ud-english-ewt/en_ewt-ud-test.conllu
      ;;
  esac
}

# sets the options of a variant of fine-tuning: of the trainer, the head and the embedding
options() {
  local decay=(encoderRate=0.0002 headRate=0.001 layerDecay=0.8)
  rates=(encoderRate=0.0001 headRate=0.001)
  case $1 in
    rates) ;;
    fast) rates=(encoderRate=0.0002 headRate=0.001) ;;
    decay) rates=("${decay[@]}") ;;
    mean) head=${head/pooler=true/pooler=false} whole=(pooled=mean normalize=false) ;;
    mix) head=${head/mix=false/mix=true} whole+=(layers=all) ;;
    crf) head=${head/decoder=linear/decoder=crf} ;;
    crf-decay)
      head=${head/decoder=linear/decoder=crf}
      rates=("${decay[@]}")
      ;;
    mean-decay)
      head=${head/pooler=true/pooler=false} whole=(pooled=mean normalize=false)
      rates=("${decay[@]}")
      ;;
    *) echo "unknown options $1; use rates, fast, decay, mean, mix, crf, crf-decay or mean-decay" >&2 && exit 2 ;;
  esac
}

# trains and scores one run, and adds its line
run() {
  local task=$1 mode=$2 seed=$3 folder=$out/$1-$2-$3 settings using trained=$pipeline
  rates=()
  case $mode in
    own-* | try-*) options "${mode#*-}" ;;
  esac
  settings=(--set "trainer.headOptions=$head" --set "trainer.epochs=$epochs")
  local part=embedding/bert setting # the pipeline's embedding is a descriptor around BertEmbedding
  [ "$pipeline" != sentiment ] || part=embedding
  local embedding=(--set "$part.precision=float32")
  for setting in "${whole[@]}"; do
    settings+=(--set "trainer.$setting")
    embedding+=(--set "$part.$setting")
  done
  case $mode in
    own-* | try-*)
      settings+=(--set trainer.mode=fine-tune)
      for setting in "${rates[@]}"; do settings+=(--set "trainer.$setting"); done
      ;;
    fine-tune) settings+=(--set trainer.mode=fine-tune --set trainer.encoderRate=0.0001 --set trainer.headRate=0.0001) ;;
    lora)
      settings+=(--set trainer.mode=lora --set trainer.loraRank=8 --set trainer.loraAlpha=32)
      settings+=(--set trainer.encoderRate=0.0005 --set trainer.headRate=0.001)
      ;;
    frozen)
      trained=entities
      settings=(--set "trainer.task=$([ "$pipeline" = sentiment ] && echo classes || echo "$pipeline")"
        --set "trainer.headOptions=$head" --set trainer.epochs=6 --set trainer.headRate=0.01
        "${embedding[@]/embedding\/bert./embedding.}")
      ;;
    static)
      trained=$([ "$pipeline" = sentiment ] && echo genre || echo "$pipeline")
      settings=(--part embedding=embeddings/glove.xml --set "trainer.headOptions=$lstm" --set trainer.unit=sentence
        --set embedding.unit=sentence --set trainer.headRate=0.005 --set trainer.headDropout=0.25
        --set trainer.batchSize=32 --set trainer.epochs=20 --set trainer.patience=5)
      ;;
  esac
  if [ ! -f "$folder/model.json" ]; then
    rm -rf "$folder"
    "$root/cascade" train "$root/pipelines/train-$trained.xml" "${reading[@]}" --train "$train" --dev "$dev" \
      --output "$folder" --set "trainer.seed=$seed" "${settings[@]}" >"$folder.log" 2>&1
  fi
  using=$pipeline-bert
  case $mode in
    try-*)
      record ""
      rm -f "$folder/model.safetensors"
      return
      ;;
    fine-tune | lora | own-*) settings=(--set "embedding.model=$folder" "${embedding[@]}") ;;
    frozen) settings=(--set embedding.model=all-minilm-l6-v2 "${embedding[@]}") ;;
    static) using=$([ "$pipeline" = sentiment ] && echo genre || echo "$pipeline")-glove settings=(--set embedding.unit=sentence) ;;
  esac
  "$root/cascade" evaluate "$root/pipelines/$using.xml" "${reading[@]}" --gold "$test" --json \
    --set "task.model=$folder" "${settings[@]}" >"$folder.test.json.part" 2>>"$folder.log"
  mv "$folder.test.json.part" "$folder.test.json"
  record "$(on_test "$folder.test.json")"
  rm -f "$folder/model.safetensors" # a hundred tuned encoders take too much disk space
}

# adds the line of a run, with its score on test
record() {
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$task" "$mode" "$seed" "$(on_dev "$folder")" "$1" "$(date -u +%F)" "$machine" \
    >>"$scores"
}

# the dev score of the chosen epoch
on_dev() {
  sed -n '/"scores": {/,/}/s/.*"'$metric'": \([0-9.]*\).*/\1/p' "$1/model.json" | head -n 1
}

# the score in a file written by evaluate
on_test() {
  if [ "$metric" = f1 ]; then
    sed -n '/"micro"/,/}/s/.*"f1": *\([0-9.]*\).*/\1/p' "$1" | head -n 1
  else
    sed -n 's/.*"accuracy": *\([0-9.]*\).*/\1/p' "$1" | head -n 1
  fi
}

machine=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
for task in "$@"; do
  for mode in $modes; do
    describe "$task"
    for seed in $seeds; do
      if ! grep -q "^$task	$mode	$seed	" "$scores"; then
        printf '%s  %s %s seed %s\n' "$(date +%T)" "$task" "$mode" "$seed" >&2
        run "$task" "$mode" "$seed"
      fi
      grep "^$task	$mode	$seed	" "$scores"
    done
  done
done
