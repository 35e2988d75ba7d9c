package org.cascadenlp.batch.encode;

import java.io.IOException;
import org.cascadenlp.core.error.CascadeException;

/** NumPy's format; the number of rows is entered when all are written. */
final class NpyFile implements VectorFile {

  private final Target target;
  private int count;
  private int row;

  NpyFile(Target target) throws IOException {
    this.target = target;
    target.stream().write(VectorFormat.header(0, 0));
  }

  @Override
  public void add(String document, VectorRows rows) throws IOException {
    if (rows.spans().isEmpty()) {
      return;
    }
    if (row != 0 && rows.row() != row) {
      throw CascadeException.of(
          document,
          "its vectors have " + rows.row() + " numbers, and those before it " + row,
          "choose --pooling mean or max");
    }
    row = rows.row();
    count += rows.spans().size();
    VectorFormat.writeValues(rows, target.stream());
  }

  @Override
  public boolean namesDocuments() {
    return false;
  }

  @Override
  public void finish() throws IOException {
    target.replaceStart(VectorFormat.header(count, row));
    target.finish();
  }
}
