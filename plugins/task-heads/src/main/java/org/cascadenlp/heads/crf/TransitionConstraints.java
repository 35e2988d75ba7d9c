package org.cascadenlp.heads.crf;

/** Which labels a sequence may begin and end with, and which may follow which. */
public interface TransitionConstraints {

  /** Any label anywhere. */
  TransitionConstraints FREE =
      new TransitionConstraints() {
        @Override
        public boolean mayStart(String label) {
          return true;
        }

        @Override
        public boolean mayEnd(String label) {
          return true;
        }

        @Override
        public boolean mayFollow(String label, String after) {
          return true;
        }
      };

  /** True where a sequence may begin with {@code label}. */
  boolean mayStart(String label);

  /** True where a sequence may end with {@code label}. */
  boolean mayEnd(String label);

  /** True where {@code after} may follow {@code label}. */
  boolean mayFollow(String label, String after);
}
