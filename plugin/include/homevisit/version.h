/* Versions. The library's version and the versions of its two interfaces are three separate things:
 * the library may change often while an interface stays what it was. */
#ifndef HOMEVISIT_VERSION_H
#define HOMEVISIT_VERSION_H

#define HV_LIBRARY_VERSION "0.1.0"

/* Host interface (homevisit.h). Another major: not compatible. Higher minor: functions, operations
 * or struct fields were added at the end. */
#define HV_HOST_ABI_MAJOR 1
#define HV_HOST_ABI_MINOR 0

/* Adapter interface (adapter.h). The same rules. */
#define HV_ADAPTER_ABI_MAJOR 1
#define HV_ADAPTER_ABI_MINOR 1

#endif
