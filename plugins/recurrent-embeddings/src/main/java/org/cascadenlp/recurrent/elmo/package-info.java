/** ELMo (Peters et al. 2018): characters, then LSTMs with projections. */
package org.cascadenlp.recurrent.elmo;
