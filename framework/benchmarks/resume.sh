#!/usr/bin/env bash
# Kills trainings with `kill -9` at random moments, resumes them, and compares their models with that of an
# uninterrupted training: every file to the bit, but for the column of seconds in metrics.csv and its hash in model.json.
#   framework/benchmarks/resume.sh DATA OUT
#   MODES="frozen lora fine-tune"   THREADS="1 2"   KILLS=10   of each mode with each number of threads
#   SENTENCES=400 EPOCHS=2          the size of a training, on WNUT-17
#   CASCADE=FILE                    another launcher
# First two uninterrupted trainings are compared. A training that ends before it is killed is compared too, and another
# one begins. The exit code is 1 if a model differs.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cascade=${CASCADE:-$root/cascade}
data=$(cd "${1:?DATA: the folder of the corpora}" && pwd)
mkdir -p "${2:?OUT: the folder for the models}"
out=$(cd "$2" && pwd)
sentences=${SENTENCES:-400} epochs=${EPOCHS:-2} kills=${KILLS:-10}
same=true

# train MODE FOLDER [OPTION...]
train() {
  local mode=$1 folder=$2 recipe=lora set=()
  shift 2
  case $mode in
    frozen) recipe=frozen ;;
    fine-tune) set=(--set trainer.mode=fine-tune) ;;
  esac
  exec "$cascade" train "$root/pipelines/train-entities.xml" --settings "$root/pipelines/recipes/entities-$recipe.settings" --format conll \
    --train "$data/wnut17/wnut17train.conll[:$sentences]" --dev "$data/wnut17/emerging.dev.conll[:100]" \
    --set trainer.epochs="$epochs" --set trainer.batchSize=8 --set trainer.checkpointUpdates=2 "${set[@]}" \
    --output "$folder" "$@"
}

# prints the hashes of a model's files without times
hashes() {
  (cd "$1" && for file in $(find . -type f | sort); do
    case $file in
      ./metrics.csv) cut -d, -f1-5,7- "$file" ;;
      ./model.json) grep -v '"metrics.csv"' "$file" ;;
      *) cat "$file" ;;
    esac | sha256sum | sed "s|-|$file|"
  done)
}

# compare FOLDER FOLDER WHAT
compare() {
  if diff <(hashes "$1") <(hashes "$2"); then echo "equal: $3"; else
    echo "DIFFERENT: $3: $1 $2"
    same=false
  fi
}

# finished FOLDER: whether its model is complete, and removes checkpoints if it was killed while they were removed
finished() {
  [ -f "$1/model.json" ] && ! ls -d "$1"/checkpoints/step-*[0-9] >/dev/null 2>&1 && rm -rf "$1/checkpoints"
}

# attempts MODE NAME: trains until so many trainings were killed and the last one is complete
attempts() {
  local mode=$1 name=$2 killed=0 run=1 code wait process folder
  while :; do
    folder=$out/$name-killed-$run
    (train "$mode" "$folder" --resume) >>"$folder.log" 2>&1 &
    process=$!
    if [ "$killed" -lt "$kills" ]; then
      wait=$((RANDOM * whole / 32768))
      sleep "$((wait / 1000)).$(printf %03d $((wait % 1000)))"
      if kill -9 "$process" 2>/dev/null; then killed=$((killed + 1)); fi
    fi
    code=0
    wait "$process" 2>/dev/null || code=$?
    if finished "$folder"; then
      compare "$out/$name-whole" "$folder" \
        "$name, training $run, resumed $(grep -c '^resuming from' "$folder.log" || true) times"
      run=$((run + 1))
      [ "$killed" -lt "$kills" ] || break
    elif [ "$code" != 0 ] && [ "$code" != 137 ]; then
      tail -n 3 "$folder.log" >&2
      exit 2
    fi
  done
  echo "$name: $killed kills"
}

for threads in ${THREADS:-1 2}; do
  export OMP_NUM_THREADS=$threads
  for mode in ${MODES:-frozen lora fine-tune}; do
    name=$mode-$threads
    rm -rf "$out/$name"-*
    (train "$mode" "$out/$name-whole") >"$out/$name-whole.log" 2>&1 # it may build the launcher first
    begin=$(date +%s%N)
    (train "$mode" "$out/$name-again") >"$out/$name-again.log" 2>&1
    whole=$((($(date +%s%N) - begin) / 1000000)) # milliseconds
    compare "$out/$name-whole" "$out/$name-again" "$name, uninterrupted twice"
    attempts "$mode" "$name"
  done
done
$same
