package org.cascadenlp.heads.crf;

/** The labels that may begin and end a sequence, and the allowed transitions. */
public interface TransitionConstraints {

  /** Allows everything. */
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

  /** True if a sequence may begin with {@code label}. */
  boolean mayStart(String label);

  /** True if a sequence may end with {@code label}. */
  boolean mayEnd(String label);

  /** True if {@code after} may follow {@code label}. */
  boolean mayFollow(String label, String after);
}
