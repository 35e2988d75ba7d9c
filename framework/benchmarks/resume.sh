#!/usr/bin/env bash
# Kills trainings with `kill -9` at random moments, resumes them, and compares their models with that of an
# uninterrupted training: every file to the bit, but for the column of seconds in metrics.csv and its hash in model.json.
#   framework/benchmarks/resume.sh DATA OUT
#   MODES="frozen lora fine-tune"   THREADS="1 2"   KILLS=10   of each mode with each number of threads
#   SENTENCES=400 EPOCHS=2          the size of a training, on WNUT-17
#   CASCADE=FILE                    another launcher
# First two uninterrupted trainings are compared. Two of three kills wait for the first update, so that they do not all
# come while Java starts and the encoder is read; the third comes at any time. A training that ends before it is killed is
# compared too, and another one begins. The exit code is 1 if a model differs or no training was resumed from a checkpoint:
# as checkpoints take at most a twentieth of the time, a training must not be too short.
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

# started PROCESS LOG LINES: waits until the log names an update after so many lines, or the process has ended
started() {
  while kill -0 "$1" 2>/dev/null && ! tail -n "+$(($3 + 1))" "$2" | grep -q '^epoch'; do sleep 0.1; done
}

# attempts MODE NAME: trains until so many trainings were killed and the last one is complete
attempts() {
  local mode=$1 name=$2 killed=0 resumed=0 run=1 code wait process folder lines times
  while :; do
    folder=$out/$name-killed-$run
    touch "$folder.log"
    lines=$(wc -l <"$folder.log")
    (train "$mode" "$folder" --resume) >>"$folder.log" 2>&1 &
    process=$!
    if [ "$killed" -lt "$kills" ]; then
      if [ $((killed % 3)) != 2 ]; then
        started "$process" "$folder.log" "$lines"
        wait=$((RANDOM * updates / 32768))
      else
        wait=$((RANDOM * whole / 32768))
      fi
      sleep "$((wait / 1000)).$(printf %03d $((wait % 1000)))"
      if kill -9 "$process" 2>/dev/null; then killed=$((killed + 1)); fi
    fi
    code=0
    wait "$process" 2>/dev/null || code=$?
    if finished "$folder"; then
      times=$(grep -c '^resuming from' "$folder.log" || true)
      resumed=$((resumed + times))
      compare "$out/$name-whole" "$folder" "$name, training $run, resumed $times times"
      run=$((run + 1))
      [ "$killed" -lt "$kills" ] || break
    elif [ "$code" != 0 ] && [ "$code" != 137 ]; then
      tail -n 3 "$folder.log" >&2
      exit 2
    fi
  done
  echo "$name: $killed kills, $resumed times resumed"
  if [ "$kills" != 0 ] && [ "$resumed" = 0 ]; then
    echo "NOT RESUMED: $name: a longer training is needed, by SENTENCES or EPOCHS"
    same=false
  fi
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
    updates=$(tail -n 1 "$out/$name-again/metrics.csv" | awk -F, '{ printf "%d", 1000 * $6 }') # of these after the start
    compare "$out/$name-whole" "$out/$name-again" "$name, uninterrupted twice"
    attempts "$mode" "$name"
  done
done
$same
