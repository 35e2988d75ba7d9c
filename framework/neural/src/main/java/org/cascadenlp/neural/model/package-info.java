/** Models on disk: model folder, model card, LoRA adapter. */
package org.cascadenlp.neural.model;
