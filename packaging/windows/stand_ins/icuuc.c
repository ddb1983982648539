/* The test prefix's icuuc.dll: Windows 10 has one, Wine 8 does not, and Qt6Core imports it.

   Qt asks it for text encodings of the past (Big5, Shift JIS). This one knows none: it
   cannot open a converter and says so, so nothing else here is ever reached with one.
   It is never shipped. */

#include <stddef.h>

#define EXPORTED __declspec(dllexport)
#define FILE_ACCESS_ERROR 4

static void refuse(int *error)
{
    if (error != NULL && *error <= 0)
        *error = FILE_ACCESS_ERROR;
}

EXPORTED void *ucnv_open(const char *name, int *error)
{
    (void)name;
    refuse(error);
    return NULL;
}

EXPORTED int ucnv_countAvailable(void)
{
    return 0;
}

EXPORTED const char *ucnv_getAvailableName(int index)
{
    (void)index;
    return NULL;
}

EXPORTED const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{
    (void)name;
    (void)standard;
    refuse(error);
    return NULL;
}

/* What follows takes a converter, and there is none. */

EXPORTED void ucnv_close(void *converter)
{
    (void)converter;
}

EXPORTED void ucnv_reset(void *converter)
{
    (void)converter;
}

EXPORTED signed char ucnv_getMaxCharSize(const void *converter)
{
    (void)converter;
    return 1;
}

EXPORTED const char *ucnv_getName(const void *converter, int *error)
{
    (void)converter;
    refuse(error);
    return NULL;
}

EXPORTED void ucnv_getToUCallBack(const void *converter, void **action, const void **context)
{
    (void)converter;
    *action = NULL;
    *context = NULL;
}

EXPORTED void ucnv_getFromUCallBack(const void *converter, void **action, const void **context)
{
    (void)converter;
    *action = NULL;
    *context = NULL;
}

EXPORTED void ucnv_setToUCallBack(void *converter, void *action, const void *context,
                                  void **old_action, const void **old_context, int *error)
{
    (void)converter;
    (void)action;
    (void)context;
    (void)old_action;
    (void)old_context;
    refuse(error);
}

EXPORTED void ucnv_setFromUCallBack(void *converter, void *action, const void *context,
                                    void **old_action, const void **old_context, int *error)
{
    (void)converter;
    (void)action;
    (void)context;
    (void)old_action;
    (void)old_context;
    refuse(error);
}

EXPORTED void ucnv_toUnicode(void *converter, void **target, const void *target_limit,
                             const char **source, const char *source_limit, int *offsets,
                             signed char flush, int *error)
{
    (void)converter;
    (void)target;
    (void)target_limit;
    (void)source;
    (void)source_limit;
    (void)offsets;
    (void)flush;
    refuse(error);
}

EXPORTED void ucnv_fromUnicode(void *converter, char **target, const char *target_limit,
                               const void **source, const void *source_limit, int *offsets,
                               signed char flush, int *error)
{
    (void)converter;
    (void)target;
    (void)target_limit;
    (void)source;
    (void)source_limit;
    (void)offsets;
    (void)flush;
    refuse(error);
}

EXPORTED int ucnv_toUCountPending(const void *converter, int *error)
{
    (void)converter;
    refuse(error);
    return 0;
}

EXPORTED int ucnv_fromUCountPending(const void *converter, int *error)
{
    (void)converter;
    refuse(error);
    return 0;
}

EXPORTED void ucnv_cbToUWriteUChars(void *arguments, const void *source, int length,
                                    int offset_index, int *error)
{
    (void)arguments;
    (void)source;
    (void)length;
    (void)offset_index;
    refuse(error);
}

EXPORTED void ucnv_cbFromUWriteUChars(void *arguments, const void **source,
                                      const void *source_limit, int offset_index, int *error)
{
    (void)arguments;
    (void)source;
    (void)source_limit;
    (void)offset_index;
    refuse(error);
}

/* Qt takes the addresses of these two and compares them, no more. */

EXPORTED void UCNV_TO_U_CALLBACK_SUBSTITUTE(void)
{
}

EXPORTED void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void)
{
}
