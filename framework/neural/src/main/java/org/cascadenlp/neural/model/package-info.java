/** Models on disk: folder, card, LoRA adapter. */
package org.cascadenlp.neural.model;
