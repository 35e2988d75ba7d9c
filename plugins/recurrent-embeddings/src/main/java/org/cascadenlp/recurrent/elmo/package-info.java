/** ELMo (Peters et al. 2018): character convolutions, then LSTMs with projections. */
package org.cascadenlp.recurrent.elmo;
