package org.cascadenlp.heads;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadenlp.neural.torch.Program;

/** The operator programs of one network, loaded on first use. */
public final class Programs implements AutoCloseable {

  private final Map<String, Program> loaded = new ConcurrentHashMap<>();

  /** No programs yet. */
  public Programs() {}

  /** The program in resource {@code NAME.program}. */
  public Program get(String name) {
    return loaded.computeIfAbsent(name, n -> Program.load(Programs.class, n, Map.of()));
  }

  /** The program in resource {@code NAME.program} with one constant. */
  public Program get(String name, String constant, String value) {
    return loaded.computeIfAbsent(
        name + " " + value, n -> Program.load(Programs.class, name, Map.of(constant, value)));
  }

  @Override
  public void close() {
    loaded.values().forEach(Program::close);
    loaded.clear();
  }
}
