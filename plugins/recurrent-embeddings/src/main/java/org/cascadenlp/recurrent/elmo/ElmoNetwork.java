package org.cascadenlp.recurrent.elmo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.recurrent.encoder.RecurrentSettings;
import org.cascadenlp.recurrent.encoder.TokenNetwork;
import org.cascadenlp.recurrent.encoder.TokenWindow;
import org.jspecify.annotations.Nullable;

/** The network of an ELMo (Peters et al. 2018): a program for words, then LSTM layers. */
final class ElmoNetwork implements TokenNetwork {

  private final ElmoFolder folder;
  private final ElmoOptions options;
  private final List<Integer> layers;
  private final int carriedRows;
  private final @Nullable CarriedState state;
  private final Program characters;
  private final ElmoLstm lstm;

  /** Creates the network in {@code folder}, which returns the layers in {@code settings}. */
  ElmoNetwork(ElmoFolder folder, RecurrentSettings settings) {
    this.folder = folder;
    this.options = folder.options();
    this.layers = settings.resolvedLayers(0, options.lstm().layers(), folder.name());
    this.carriedRows = settings.carriedRows();
    this.state = carriedRows == 0 ? null : new CarriedState(options.lstm(), carriedRows);
    this.characters = Program.load(ElmoNetwork.class, "characters", constants(options));
    this.lstm = new ElmoLstm(options.lstm(), layers, settings.bfloat16());
  }

  private static Map<String, String> constants(ElmoOptions options) {
    int filters = options.filters().size();
    int last = 1 + 2 * filters + 2 * options.highways();
    List<String> widths = new ArrayList<>();
    options.filters().forEach(filter -> widths.add(String.valueOf(filter.width())));
    Map<String, String> constants = new HashMap<>();
    constants.put("widths", String.join(", ", widths));
    constants.put("width", String.valueOf(options.characterWidth()));
    constants.put("filters", String.valueOf(filters));
    constants.put("activation", options.activation());
    constants.put("highways", String.valueOf(options.highways()));
    constants.put("first", String.valueOf(1 + 2 * filters));
    constants.put("last", String.valueOf(last));
    constants.put("sum", String.valueOf(options.filterOutputs()));
    constants.put("twice", String.valueOf(2 * options.filterOutputs()));
    return constants;
  }

  @Override
  public Properties properties() {
    return new Properties(
        folder.name(),
        folder.weights(),
        layers,
        2 * options.lstm().width(),
        options.lstm().layers(),
        carriedRows == 0 ? "" : " state=carried:" + carriedRows);
  }

  @Override
  public Weights prepare(NDManager manager, Weights weights) {
    return lstm.prepare(manager, weights);
  }

  @Override
  public NDArray states(
      NDManager owner, List<TokenWindow> windows, Weights weights, Mode mode, float dropout) {
    int longest = options.longestWord();
    List<List<String>> sequences = new ArrayList<>(windows.size());
    for (TokenWindow window : windows) {
      sequences.add(
          window.tokens().stream().map(token -> WordCharacters.of(token, longest)).toList());
    }
    return states(owner, sequences, windows, weights, mode, dropout);
  }

  /**
   * Computes the states of {@code sequences} of words encoded by {@link WordCharacters}, without
   * sentence marks.
   *
   * @param windows the part of each sequence to return
   */
  NDArray states(
      NDManager owner,
      List<List<String>> sequences,
      List<TokenWindow> windows,
      Weights weights,
      Mode mode,
      float dropout) {
    List<List<String>> marked = sequences.stream().map(this::marked).toList();
    WordTypes types = new WordTypes(options, marked);
    SequenceBatch batch = new SequenceBatch(marked.stream().map(types::rows).toList(), windows, 1);
    Program.Arrays own =
        Program.list(
            options.weights().keySet().stream()
                .filter(name -> !name.startsWith("layers."))
                .map(weights::get)
                .toList());
    List<NDArray> table =
        types.blocks(owner).stream().map(block -> characters.one(mode, block, own)).toList();
    CarriedState carried = state;
    if (carried != null && mode == Mode.INFERENCE) {
      return lstm.run(owner, batch, table, weights, carried);
    }
    return lstm.run(owner, batch, table, weights, mode, dropout < 0 ? options.dropout() : dropout);
  }

  private List<String> marked(List<String> words) {
    List<String> marked = new ArrayList<>(words.size() + 2);
    marked.add(WordCharacters.of(WordCharacters.SENTENCE_BEGINS, options.longestWord()));
    marked.addAll(words);
    marked.add(WordCharacters.of(WordCharacters.SENTENCE_ENDS, options.longestWord()));
    return marked;
  }

  @Override
  public void save(Path target, Weights weights, SavedHead head) throws IOException {
    folder.save(target, weights, head);
  }

  @Override
  public void close() {
    characters.close();
    lstm.close();
  }
}
