/* One half of a circle: HERE is exported with the help of THERE, which the other half exports with the help of this.
   Without THERE, it stands at the end of a line. */

typedef unsigned int u32;

#ifdef THERE
__attribute__((import_module("shop:ring/" THERE "@0.1.0"), import_name("step"))) u32 other_step(u32 count);
#else
static u32 other_step(u32 count) {
    return 1000 + count;
}
#endif

__attribute__((export_name("shop:ring/" HERE "@0.1.0#step"))) u32 step(u32 count) {
    return count ? other_step(count - 1) + 1 : 0;
}
