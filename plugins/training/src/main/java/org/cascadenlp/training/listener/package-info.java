/** What is notified of the course of a training: its log, its files and its checkpoints. */
package org.cascadenlp.training.listener;
