package org.rollcall.rehearse;

import io.netty.channel.Channel;

/** Who hears one socket. Everything is told on the thread of its {@link Wires}. */
interface Ears {
  /** The handshake is done. */
  void opened(Channel channel);

  /**
   * A text came whole.
   *
   * @param nanos when, of {@link System#nanoTime}
   */
  void text(byte[] text, long nanos);

  /** The server closes it with a code. */
  void closing(int code);

  /** It is gone, or never came to be; said once for each that was opened. */
  void lost(String why);
}
