/* The test prefix's bcryptprimitives.dll: part of Windows 10, missing in Wine 8.

   Modules written in Rust import its ProcessPrng for random numbers. This one takes them
   from advapi32's SystemFunction036, which Wine has. It is never shipped. */

#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
    const SIZE_T most = 1u << 30;

    while (length > 0) {
        ULONG part = (ULONG)(length < most ? length : most);

        if (!SystemFunction036(buffer, part))
            return FALSE;
        buffer += part;
        length -= part;
    }
    return TRUE;
}
