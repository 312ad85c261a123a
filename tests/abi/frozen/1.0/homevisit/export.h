/* Symbol visibility. Everything that is not marked HV_EXPORT stays inside its shared object. */
#ifndef HOMEVISIT_EXPORT_H
#define HOMEVISIT_EXPORT_H

#if defined(__GNUC__)
#define HV_EXPORT __attribute__((visibility("default")))
#else
#define HV_EXPORT
#endif

#endif
