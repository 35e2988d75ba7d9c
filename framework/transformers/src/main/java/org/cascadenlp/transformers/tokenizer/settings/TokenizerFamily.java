package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The defaults of a tokenizer class: the names of its special tokens and their positions around a
 * sequence, unless the files state others.
 *
 * <p>Source: the tokenizer of the same name in Hugging Face's transformers, version 4.53.
 */
public enum TokenizerFamily {
  BERT("BertTokenizer", "cls:0 $A:0 sep:0", "cls:0 $A:0 sep:0 $B:1 sep:1", Roles.BERT, ""),
  DISTILBERT("DistilBertTokenizer", BERT.single, BERT.pair, Roles.BERT, ""),
  ELECTRA("ElectraTokenizer", BERT.single, BERT.pair, Roles.BERT, ""),
  MPNET(
      "MPNetTokenizer",
      "cls:0 $A:0 sep:0",
      "cls:0 $A:0 sep:0 sep:0 $B:1 sep:1",
      "bos=<s> eos=</s> unk=[UNK] sep=</s> pad=<pad> cls=<s> mask=<mask>",
      ""),
  ROBERTA(
      "RobertaTokenizer",
      "cls:0 $A:0 sep:0",
      "cls:0 $A:0 sep:0 sep:0 $B:0 sep:0",
      Roles.FAIRSEQ,
      "bos eos unk sep pad cls"),
  GPT("OpenAIGPTTokenizer", "$A:0", "$A:0 $B:0", "unk=<unk>", ""),
  GPT2(
      "GPT2Tokenizer",
      "$A:0",
      "$A:0 $B:0",
      "bos=<|endoftext|> eos=<|endoftext|> unk=<|endoftext|>",
      "bos eos unk"),
  XLNET(
      "XLNetTokenizer",
      "$A:0 sep:0 cls:2",
      "$A:0 sep:0 $B:1 sep:1 cls:2",
      "bos=<s> eos=</s> unk=<unk> sep=<sep> pad=<pad> cls=<cls> mask=<mask>",
      ""),
  ALBERT(
      "AlbertTokenizer",
      BERT.single,
      BERT.pair,
      "bos=[CLS] eos=[SEP] unk=<unk> sep=[SEP] pad=<pad> cls=[CLS] mask=[MASK]",
      ""),
  XLM_ROBERTA(
      "XLMRobertaTokenizer",
      "bos:0 $A:0 eos:0",
      "bos:0 $A:0 eos:0 eos:0 $B:0 eos:0",
      Roles.FAIRSEQ,
      ""),
  DEBERTA_V2(
      "DebertaV2Tokenizer",
      BERT.single,
      BERT.pair,
      "bos=[CLS] eos=[SEP] unk=[UNK] sep=[SEP] pad=[PAD] cls=[CLS] mask=[MASK]",
      "unk"),
  T5("T5Tokenizer", "$A:0 eos:0", "$A:0 eos:0 $B:0 eos:0", "eos=</s> unk=<unk> pad=<pad>", ""),
  /** No known class: only the files determine the tokenizer. */
  PLAIN("PreTrainedTokenizerFast", "$A:0", "$A:0 $B:0", "", "");

  private static final Map<String, TokenizerFamily> MODEL_TYPES =
      Map.ofEntries(
          Map.entry("bert", BERT),
          Map.entry("distilbert", DISTILBERT),
          Map.entry("electra", ELECTRA),
          Map.entry("mpnet", MPNET),
          Map.entry("roberta", ROBERTA),
          Map.entry("openai-gpt", GPT),
          Map.entry("gpt2", GPT2),
          Map.entry("gpt_neo", GPT2),
          Map.entry("xlnet", XLNET),
          Map.entry("albert", ALBERT),
          Map.entry("xlm-roberta", XLM_ROBERTA),
          Map.entry("deberta-v2", DEBERTA_V2),
          Map.entry("t5", T5),
          Map.entry("mt5", T5));

  private final String tokenizerClass;
  private final String single;
  private final String pair;
  private final String roles;
  private final String normalized;

  TokenizerFamily(
      String tokenizerClass, String single, String pair, String roles, String normalized) {
    this.tokenizerClass = tokenizerClass;
    this.single = single;
    this.pair = pair;
    this.roles = roles;
    this.normalized = normalized;
  }

  /** The class name in transformers. */
  public String tokenizerClass() {
    return tokenizerClass;
  }

  /**
   * The template of one sequence: {@code role:type} for special tokens, {@code $A:type} for the
   * sequence.
   */
  public String single() {
    return single;
  }

  /** The template of two sequences, {@code $A} and {@code $B}. */
  public String pair() {
    return pair;
  }

  /** The special tokens by role, in the order bos, eos, unk, sep, pad, cls, mask. */
  Map<String, String> roles() {
    Map<String, String> contents = new LinkedHashMap<>();
    for (String role : roles.split(" ", -1)) {
      int equals = role.indexOf('=');
      if (equals > 0) {
        contents.put(role.substring(0, equals), role.substring(equals + 1));
      }
    }
    return contents;
  }

  /** The special token of {@code role}, with the flags that control its matching in texts. */
  public AddedToken token(String role, String content) {
    // the mask includes the preceding space, which SentencePiece would make a separate piece
    boolean stripsLeft =
        role.equals("mask") && Set.of(MPNET, XLNET, ALBERT, XLM_ROBERTA).contains(this);
    return new AddedToken(
        content, false, stripsLeft, false, List.of(normalized.split(" ", -1)).contains(role), true);
  }

  /** Whether the models of this class receive token types; others read pairs without them. */
  public boolean hasTokenTypes() {
    return Set.of(BERT, ELECTRA, ALBERT, XLNET, DEBERTA_V2, PLAIN).contains(this);
  }

  /** Whether the family uses WordPiece. */
  public boolean hasWordPieces() {
    return Set.of(BERT, DISTILBERT, ELECTRA, MPNET).contains(this);
  }

  /** The family of the class {@code tokenizerClass} in transformers, or null. */
  public static @Nullable TokenizerFamily ofClass(String tokenizerClass) {
    String slow =
        tokenizerClass.endsWith("Fast") && !tokenizerClass.equals(PLAIN.tokenizerClass)
            ? tokenizerClass.substring(0, tokenizerClass.length() - "Fast".length())
            : tokenizerClass;
    for (TokenizerFamily family : values()) {
      if (family.tokenizerClass.equals(slow) && family != PLAIN) {
        return family;
      }
    }
    return null;
  }

  /** The class names of all families, for errors. */
  static String classes() {
    return Arrays.stream(values())
        .map(TokenizerFamily::tokenizerClass)
        .collect(Collectors.joining(", "));
  }

  /** The family of a {@code model_type} in {@code config.json}, or null. */
  public static @Nullable TokenizerFamily ofModelType(String type) {
    return MODEL_TYPES.get(type.toLowerCase(Locale.ROOT));
  }

  /** Infers the family of {@code description}, a {@code tokenizer.json}. */
  public static TokenizerFamily ofDescription(JsonObject description, Vocabulary vocabulary) {
    if (!(description.get("model") instanceof JsonObject model)) {
      return PLAIN;
    }
    return switch (JsonParts.text(model.get("type"))) {
      case "BPE" ->
          ofBytePairs(vocabulary, JsonParts.text(model.get("end_of_word_suffix")).equals("</w>"));
      case "Unigram" -> ofSentencePieces(vocabulary);
      default -> vocabulary.has("[CLS]") || !vocabulary.has("<s>") ? BERT : MPNET;
    };
  }

  /** Infers the family of a byte-pair vocabulary. */
  public static TokenizerFamily ofBytePairs(Vocabulary vocabulary, boolean marksWordEnds) {
    if (marksWordEnds) {
      return GPT;
    }
    return vocabulary.hasAll("<s>", "</s>", "<mask>")
        ? ROBERTA
        : vocabulary.has("<|endoftext|>") ? GPT2 : PLAIN;
  }

  /** Infers the family of a SentencePiece vocabulary. */
  public static TokenizerFamily ofSentencePieces(Vocabulary vocabulary) {
    if (vocabulary.hasAll("<cls>", "<sep>")) {
      return XLNET;
    } else if (vocabulary.hasAll("[CLS]", "[SEP]")) {
      return vocabulary.has("[PAD]") ? DEBERTA_V2 : ALBERT;
    } else if (vocabulary.hasAll("<s>", "<pad>", "</s>", "<mask>")) {
      return XLM_ROBERTA;
    }
    return vocabulary.hasAll("<pad>", "</s>") && !vocabulary.has("<s>") ? T5 : PLAIN;
  }

  private static final class Roles {
    static final String BERT = "unk=[UNK] sep=[SEP] pad=[PAD] cls=[CLS] mask=[MASK]";
    static final String FAIRSEQ =
        "bos=<s> eos=</s> unk=<unk> sep=</s> pad=<pad> cls=<s> mask=<mask>";
  }
}
