/**
 * The server of ALME.
 *
 * <p>{@link arcella.alme.internal.AlmeServer} listens, {@link arcella.alme.internal.Connection} reads one client's frames,
 * {@link arcella.alme.internal.Call} is one request while its verb runs, {@link arcella.alme.internal.Outbox} writes.
 */
@NullMarked
package arcella.alme.internal;

import org.jspecify.annotations.NullMarked;
