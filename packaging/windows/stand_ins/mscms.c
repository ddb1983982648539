/* The test prefix's mscms.dll, in place of Wine's own.

   Qt's window plug-in asks it for the colour profile of each screen; in Wine 8 that ends in
   WcsCreateIccProfile, which is not implemented, and Qt is left without any screen. This
   one has no profile to open, as a PC has none whose screens were never measured. It is
   never shipped. */

#include <windows.h>

#define EXPORTED __declspec(dllexport)

EXPORTED HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD sharing, DWORD creation)
{
    (void)profile;
    (void)access;
    (void)sharing;
    (void)creation;
    SetLastError(ERROR_FILE_NOT_FOUND);
    return NULL;
}

EXPORTED BOOL WINAPI CloseColorProfile(HANDLE profile)
{
    (void)profile;
    return FALSE;
}

EXPORTED BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *content, DWORD *size)
{
    (void)profile;
    (void)content;
    (void)size;
    return FALSE;
}

EXPORTED HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options)
{
    (void)profile;
    (void)options;
    return NULL;
}
