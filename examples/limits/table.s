# table.grow on a table of its own: clang 14 has no words for either in C, and knows tables of externref only.
	.tabletype	larder, externref
larder:
	.globl	grow_table
	.type	grow_table,@function
grow_table:
	.functype	grow_table (i32) -> (i32)
	ref.null_extern
	local.get	0
	table.grow	larder
	end_function
