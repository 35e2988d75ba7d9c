package org.cascadenlp.transformers.tokenizer.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Atomic;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Back;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Choice;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Look;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Mark;
import org.cascadenlp.transformers.tokenizer.pattern.Node.One;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Repeat;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Sequence;

/**
 * Parses the subset of Ruby's regular expressions that tokenizers use: characters and character
 * classes, groups, alternatives, repetitions, look-around, and back-references. Other syntax
 * (subexpression calls, conditions, comments, code) is an error.
 *
 * <p>Source: Oniguruma 6.9, {@code doc/RE}.
 */
final class PatternReader {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_REPETITIONS = 1_000;
  private static final Pattern OPTIONS = Pattern.compile("\\?[im]*(?:-[im]*)?([:)])");
  private static final Pattern TIMES = Pattern.compile("\\{([0-9]*)(,?)([0-9]*)\\}");
  private static final Pattern PROPERTY = Pattern.compile("\\{\\^?[A-Za-z0-9_ =-]{1,30}\\}");
  private static final Pattern HEX = Pattern.compile("\\{[0-9A-Fa-f]{1,6}\\}|[0-9A-Fa-f]{2}");
  private static final Pattern UNICODE = Pattern.compile("[0-9A-Fa-f]{4}");
  private static final Pattern POSIX = Pattern.compile("\\[:\\^?[a-z]+:\\]");

  private final String text;
  private final List<Node> closed = new ArrayList<>(); // closed groups by number
  private int at;
  private int open; // number of groups, closed or not

  private PatternReader(String text) {
    this.text = text;
  }

  static Node read(String text) throws UnsafePatternException {
    PatternReader reader = new PatternReader(text);
    Node node = reader.choice(0);
    if (reader.at < text.length()) {
      throw reader.wrong("has a ) without a (");
    }
    return node;
  }

  /** Parses up to the end or the bracket that closes the group. */
  private Node choice(int depth) throws UnsafePatternException {
    if (depth > MAX_DEPTH) {
      throw wrong("has groups more than " + MAX_DEPTH + " deep");
    }
    List<Node> ways = new ArrayList<>();
    List<Node> parts = new ArrayList<>();
    while (at < text.length() && text.charAt(at) != ')') {
      if (take("|")) {
        ways.add(new Sequence(parts));
        parts = new ArrayList<>();
      } else {
        parts.add(repeated(one(depth)));
      }
    }
    ways.add(new Sequence(parts));
    return ways.size() == 1 ? ways.get(0) : new Choice(ways);
  }

  private Node one(int depth) throws UnsafePatternException {
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return switch (c) {
      case '(' -> group(depth);
      case '[' -> {
        characters(0);
        yield new One();
      }
      case '\\' -> escaped();
      case '^', '$' -> new Mark();
      case '*', '+', '?', '{' -> throw wrong("repeats nothing");
      default -> new One();
    };
  }

  private Node group(int depth) throws UnsafePatternException {
    Matcher options = OPTIONS.matcher(text).region(at, text.length());
    if (take("?=") || take("?!") || take("?<!")) {
      return new Look(inside(depth), false);
    } else if (take("?<=")) {
      return new Look(inside(depth), true);
    } else if (take("?>")) {
      return new Atomic(inside(depth));
    } else if (options.lookingAt()) {
      at = options.end();
      // options without a colon apply to the rest of the group, including its alternatives
      return ")".equals(options.group(1)) ? choice(depth + 1) : inside(depth);
    } else if (take("?") || take("*")) {
      throw wrong("has a group of another kind than (, (?:, (?i:, (?>, (?=, (?!, (?<= and (?<!");
    }
    int number = open++;
    Node inner = inside(depth);
    while (closed.size() <= number) {
      closed.add(new Mark());
    }
    closed.set(number, inner);
    return inner;
  }

  private Node inside(int depth) throws UnsafePatternException {
    Node inner = choice(depth + 1);
    if (!take(")")) {
      throw wrong("has a ( without a )");
    }
    return inner;
  }

  /** Parses an escape outside of a character class. */
  private Node escaped() throws UnsafePatternException {
    int c = at < text.length() ? text.charAt(at) : 0;
    if (c >= '1' && c <= '9') {
      at++;
      int number = c - '1';
      boolean more = at < text.length() && Character.isDigit(text.charAt(at));
      // the minimum length of a group that is still open or may be empty is 0
      if (more || number >= closed.size() || Node.shortest(closed.get(number)) < 1) {
        throw wrong("refers to a group that is not closed before, or may be empty");
      } else if (!Node.isStraight(closed.get(number)) && !isOneOfSome(closed.get(number))) {
        throw wrong("refers to a group of any length");
      }
      return new Back();
    } else if ("bBAzZG".indexOf(c) >= 0 && c != 0) {
      at++;
      return new Mark();
    }
    escape();
    return new One();
  }

  private static boolean isOneOfSome(Node node) {
    return node instanceof Choice choice && choice.ways().stream().allMatch(Node::isStraight);
  }

  /** Skips an escape for a character or a character class. */
  private void escape() throws UnsafePatternException {
    if (at == text.length()) {
      throw wrong("ends in a backslash");
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    if (c == 'x' || c == 'u' || c == 'p' || c == 'P') {
      String rest = text.substring(at, Math.min(text.length(), at + 40));
      Matcher name = (c == 'p' || c == 'P' ? PROPERTY : c == 'x' ? HEX : UNICODE).matcher(rest);
      if (!name.lookingAt()) {
        throw wrong("has a \\" + (char) c + " without its number or name");
      }
      at += name.end();
    } else if (c < 128 && Character.isLetterOrDigit(c) && "dDsSwWhHtnrfvae".indexOf(c) < 0) {
      throw wrong("has \\" + (char) c + ", which is not supported");
    }
  }

  /** Skips a character class after its opening bracket. */
  private void characters(int depth) throws UnsafePatternException {
    if (depth > MAX_DEPTH) {
      throw wrong("has classes more than " + MAX_DEPTH + " deep");
    }
    boolean not = take("^");
    if (take("]")) {
      throw wrong("has an empty class" + (not ? ", or one that begins with ^]" : ""));
    }
    while (!take("]")) {
      if (at == text.length()) {
        throw wrong("has a [ without a ]");
      } else if (take("\\")) {
        classEscape();
      } else if (text.startsWith("[:", at)) {
        Matcher posix = POSIX.matcher(text).region(at, text.length());
        if (!posix.lookingAt()) {
          throw wrong("has [: without the name of a class");
        }
        at = posix.end();
      } else if (take("[")) {
        characters(depth + 1);
      } else {
        at++;
      }
    }
  }

  private void classEscape() throws UnsafePatternException {
    if (!take("b")) { // backspace in a class
      escape();
    }
  }

  /** Parses a repetition of {@code node}, if there is one. */
  private Node repeated(Node node) throws UnsafePatternException {
    Matcher times = TIMES.matcher(text).region(at, text.length());
    Node repeat;
    if (take("?")) {
      repeat = repeat(node, 0, 1, isPossessive());
    } else if (take("+")) {
      repeat = repeat(node, 1, Node.ENDLESS, isPossessive());
    } else if (take("*")) {
      repeat = repeat(node, 0, Node.ENDLESS, isPossessive());
    } else if (times.lookingAt() && times.end() - at > 2 + times.group(2).length()) {
      at = times.end();
      int min = number(times.group(1), 0);
      boolean exact = times.group(2).isEmpty();
      repeat = repeat(node, min, exact ? min : number(times.group(3), Node.ENDLESS), false);
      if (take("+")) { // in Ruby + after braces is not possessive
        repeat = repeat(repeat, 1, Node.ENDLESS, false);
      } else if (take("?") && exact) {
        repeat = repeat(repeat, 0, 1, false);
      }
    } else {
      return node;
    }
    if (at < text.length() && "*+?".indexOf(text.charAt(at)) >= 0) {
      throw wrong("repeats a repetition");
    }
    return repeat;
  }

  /** Skips a lazy or possessive modifier; returns whether it is possessive. */
  private boolean isPossessive() {
    if (take("+")) {
      return true;
    }
    take("?"); // lazy
    return false;
  }

  private Node repeat(Node node, int min, int max, boolean possessive)
      throws UnsafePatternException {
    if (min > MAX_REPETITIONS || max > MAX_REPETITIONS || (max != Node.ENDLESS && max < min)) {
      throw wrong("repeats " + min + " to " + max + " times, expected at most " + MAX_REPETITIONS);
    } else if (Node.shortest(node) == 0) {
      throw wrong("repeats a part that may be empty");
    }
    return new Repeat(node, min, max, possessive);
  }

  private static int number(String digits, int none) {
    return digits.isEmpty() ? none : digits.length() > 6 ? 1_000_000 : Integer.parseInt(digits);
  }

  private boolean take(String next) {
    boolean there = text.startsWith(next, at);
    at += there ? next.length() : 0;
    return there;
  }

  private UnsafePatternException wrong(String problem) {
    return new UnsafePatternException(problem + ", before character " + (at + 1));
  }
}
