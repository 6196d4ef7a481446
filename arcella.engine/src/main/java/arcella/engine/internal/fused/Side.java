package arcella.engine.internal.fused;

import java.util.Optional;

import arcella.engine.abi.AbiMemory;
import arcella.engine.abi.StringEncoding;

/**
 * One of the two component instances of a call, as its canonical options have it.
 *
 * @param memory its memory with its allocator; absent if the options name none
 * @param encoding how it holds strings
 */
public record Side(Optional<AbiMemory> memory, StringEncoding encoding) {}
