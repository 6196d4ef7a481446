package arcella.engine.abi;

import java.util.Optional;

/**
 * What lifting and lowering of one call need ({@code CanonicalABI.md}, {@code LiftLowerContext}).
 *
 * @param encoding the canonical option {@code string-encoding}
 * @param memory the instance's memory; absent if the options name none
 * @param handles the instance's table
 * @param budget what the call may carry
 * @param rawMaps whether maps are lifted as what they are on the wire, a list of pairs in which a key may stand twice:
 *     so they pass from one component to another; {@link Lowerer} takes both forms
 */
public record AbiContext(StringEncoding encoding, Optional<AbiMemory> memory, HandlePort handles, ByteBudget budget,
        boolean rawMaps) {

    AbiMemory needMemory() {
        return memory.orElseThrow(() -> new IllegalStateException("validated without a memory"));
    }
}
