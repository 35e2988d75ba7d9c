#!/usr/bin/env bash
# Trains tiny models of each family with Cascade, for tags, classes, numbers and answers, runs them on a table, opens their folders in
# transformers and compares the outputs: open_in_transformers.py. The exit code is 1 if a model does not open or an output differs.
#
# usage: open_trained.sh PYTHON OUT [FAMILY...]      PYTHON: with torch and transformers; OUT: a new folder
# CASCADE (default: the tool of this checkout) is the command that trains and runs. TASKS (default: all of "tags classes numbers answers labels") are the heads to train.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
python=$1
out=$2
shift 2
cascade=${CASCADE:-$root/cascade}
models=$root/testdata/models/heads
failed=0
mkdir -p "$out"

cat >"$out/texts.csv" <<'END'
text,label
the cat sat on a mat,good
a cat sat,good
the mat of anna,good
anna went to oslo,bad
ben went in may,bad
they went to oslo,bad
END
cat >"$out/flags.csv" <<'END'
text,label
the cat sat on a mat,cat|mat
a cat sat,cat
the mat of anna,mat
anna went to oslo,
END
cat >"$out/pairs.csv" <<'END'
a,b,likeness
a cat sat,the cat sat,4.5
a cat sat,anna went,0.5
anna went,ben went,3
the mat,may,1
END
cut -d, -f1 "$out/texts.csv" >"$out/texts-only.csv"
cut -d, -f1,2 "$out/pairs.csv" >"$out/pairs-only.csv"
printf 'question,context\nwho sat,a cat sat on it\nwho went,anna went to oslo\nwhen,ben went in may\nwhere,so it is\n' >"$out/questions-only.csv"
cat >"$out/questions.json" <<'END'
{"version": "v2.0", "data": [{"title": "t", "paragraphs": [
 {"context": "a cat sat on it", "qas": [{"id": "1", "question": "who sat", "answers": [{"text": "a cat", "answer_start": 0}], "is_impossible": false},
  {"id": "2", "question": "when", "answers": [], "is_impossible": true}]},
 {"context": "anna went to oslo", "qas": [{"id": "3", "question": "who went", "answers": [{"text": "anna", "answer_start": 0}], "is_impossible": false},
  {"id": "4", "question": "where", "answers": [{"text": "oslo", "answer_start": 13}], "is_impossible": false}]},
 {"context": "ben went in may", "qas": [{"id": "5", "question": "when", "answers": [{"text": "may", "answer_start": 12}], "is_impossible": false}]}]}]}
END
printf 'anna B-PER\nwent O\nto O\noslo B-LOC\n\nben B-PER\nsat O\non O\na O\nmat O\n\n' >"$out/tags.conll"

# wanted TASK
wanted() {
  case " ${TASKS:-tags classes numbers answers labels} " in
    *" $1 "*) return 0 ;;
    *) return 1 ;;
  esac
}

# train NAME ENCODER PIPELINE DATA SETTING...
train() {
  local folder=$out/$1 encoder=$models/$2 pipeline=$root/pipelines/$3.xml data=$out/$4
  shift 4
  "$cascade" train "$pipeline" --train "$data" --dev "$data" --output "$folder" --overwrite \
    --set embedding.model="$encoder" --set embedding.window=36 --set embedding.overlap=8 --set trainer.mode=fine-tune --set trainer.window=36 --set trainer.overlap=8 \
    --set trainer.epochs=3 --set trainer.batchSize=2 --set trainer.encoderRate=0.01 --set trainer.headRate=0.01 "$@" \
    >"$folder.log" 2>&1 || { echo "training failed: $folder.log"; failed=1; return 1; }
}

# run NAME PIPELINE TABLE OPTION...
run() {
  local folder=$out/$1 pipeline=$root/pipelines/$2.xml table=$out/$3
  shift 3
  "$cascade" run "$pipeline" --as csv --input "$table" --output "$folder.csv" --format csv \
    --set task.model="$folder" --set embedding.precision=float32 "$@" >>"$folder.log" 2>&1 ||
    { echo "run failed: $folder.log"; failed=1; return 1; }
}

# compare NAME [ARGUMENT...]
compare() {
  local folder=$out/$1
  shift
  echo "== $folder"
  "$python" "$here/open_in_transformers.py" "$folder" "$@" || failed=1
}

[ $# -gt 0 ] || set -- bert roberta xlm-roberta camembert electra distilbert albert mpnet deberta xlnet gpt gpt2 gpt-neo modernbert
for family in "$@"; do
  tagger= finder=
  case $family in
    electra | deberta) pooler=gelu ;;
    distilbert) pooler=relu ;;
    modernbert) # its classes have the layer in every head
      pooler=gelu-unbiased+norm@1e-5
      tagger=--set=trainer.headOptions=scheme=BIO,decoder=linear,bilstm=0,mix=false,pooler=$pooler
      finder=--set=trainer.headOptions=noAnswer=true,maxAnswer=30,negatives=2,pooler=$pooler
      ;;
    *) pooler=true ;;
  esac
  if wanted tags && [ -d "$models/$family-tokens" ]; then
    train $family-tags $family-tokens train-entities tags.conll --format conll $tagger && compare $family-tags "anna went to oslo"
  fi
  pooled=cls bias=true
  case $family in gpt*) pooled=last pooler=false bias=false ;; esac
  options="pooling=unit,pooler=$pooler,bias=$bias,bilstm=0,mix=false"
  wanted classes && train $family-classes $family-single train-genre texts.csv --format csv --set trainer.pooled=$pooled \
    --set trainer.headOptions="$options,multi=false" &&
    run $family-classes genre-bert texts-only.csv && compare $family-classes --rows "$out/$family-classes.csv" text
  [ -d "$models/$family-regression" ] || continue
  wanted numbers && train $family-number $family-regression train-similarity pairs.csv --format csv --text first=a --text second=b \
    --read score=likeness --set pooled=$pooled --set trainer.headOptions="encoder=cross,pooler=$pooler,bias=$bias" &&
    run $family-number similarity-cross pairs-only.csv --text first=a --text second=b &&
    compare $family-number --rows "$out/$family-number.csv" a b
  case $family in gpt*) continue ;; esac
  wanted answers && train $family-answers $family-regression train-answers questions.json --format squad $finder &&
    run $family-answers answers-bert questions-only.csv --text question=question --text context=context &&
    compare $family-answers --rows "$out/$family-answers.csv" question context
done
wanted labels && train bert-labels bert-single train-genre flags.csv --format csv --read labelSeparator='|' --set trainer.pooled=cls \
  --set trainer.headOptions=pooling=unit,pooler=true,bilstm=0,mix=false,multi=true,threshold=0.5 &&
  run bert-labels genre-bert texts-only.csv && compare bert-labels --rows "$out/bert-labels.csv" text
[ $failed -eq 0 ] && echo "all opened, all outputs equal" || echo "FAILED"
exit $failed
