package arcella.runtime.internal.lifecycle;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import arcella.runtime.internal.bundle.ComponentSwitch;
import arcella.runtime.internal.log.Journal;

/**
 * What all modules share.
 *
 * @param work runs what may block
 * @param timer tells when a wait is over
 * @param clock tells the time
 * @param components the modules' DS components
 * @param journal takes what modules write and what becomes of them
 * @param grace how long an instance may go on when it is to stop
 */
public record Surroundings(
        Executor work,
        ScheduledExecutorService timer,
        InstantSource clock,
        ComponentSwitch components,
        Journal journal,
        Duration grace) {}
