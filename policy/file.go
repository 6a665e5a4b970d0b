package policy

// The .rsop file, little endian throughout:
//
//	"RSOP"  u16 version  u16 oldest reader's version
//	u32 number of sections, then for each: name, u32 offset, u32 length
//	the sections
//	u32 CRC-32 (IEEE) of everything before
//
// A name is a u16 length and that many bytes. Offsets count from the start of the file. A reader skips
// sections it does not know. The sections:
//
//	strategies  u16 count, names
//	layout      u16 count, for each feature: name, u16 count, bucket names
//	tables      u16 count, for each table: u8 count and u16 indices of its features, u8 shift,
//	            u32 cells, then per cell the logits as i16 in steps of 2^-shift, then per cell u32 visits
//	manifest    the JSON text
const (
	magic = "RSOP"

	// formatVersion is what this build writes. History:
	//	1: strategies, layout, tables, manifest
	formatVersion = 1

	// oldestReader is the oldest format version whose reader understands what this build writes:
	// raise it only when a change would mislead an older reader.
	oldestReader = 1
)

// The names of the sections.
const (
	sectionStrategies = "strategies"
	sectionLayout     = "layout"
	sectionTables     = "tables"
	sectionManifest   = "manifest"
)
