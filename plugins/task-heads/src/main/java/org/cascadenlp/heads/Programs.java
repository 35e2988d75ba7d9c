package org.cascadenlp.heads;

import java.util.HashMap;
import java.util.Map;
import org.cascadenlp.neural.torch.Program;

/** The operator programs of one network, loaded on first use. */
public final class Programs implements AutoCloseable {

  private final Map<String, Program> loaded = new HashMap<>();

  /** No programs yet. */
  public Programs() {}

  /** The program in resource {@code NAME.program}. */
  public Program get(String name) {
    return loaded.computeIfAbsent(name, n -> Program.load(Programs.class, n, Map.of()));
  }

  @Override
  public void close() {
    loaded.values().forEach(Program::close);
    loaded.clear();
  }
}
